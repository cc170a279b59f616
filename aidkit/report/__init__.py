"""Reports: a notebook run once per place, exported to a page, a workbook and a record that can be checked.

A report notebook needs ``inputs`` to open policy and population, ``front`` for its first page, ``tables``,
``thresholds`` and ``basis`` for what it shows, and ``readings`` for the sentences between.
"""

"""Reports: a notebook run once per place, exported to a page, a workbook and a record that can be checked."""

"""Run notebooks in forks of one warm process: libraries are imported once, each notebook has a process of its own.

A kernel a notebook costs most of a report's time in starting and importing. The warm process imports what reports need
and waits; for each call it forks, and the fork answers and ends, so that nothing of one notebook reaches another. Only
where processes can be forked; elsewhere, and with ``AIDKIT_ENGINE=kernel``, Jupyter's kernels do the same work.
"""

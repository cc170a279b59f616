"""Every notebook of oversight can be run as a report, those without a place too: they are filed under one."""

from __future__ import annotations

import pytest

from aidkit.report.inputs import notebook_path
from aidkit.report.parameters_cell import read_parameters
from aidkit.report.study import prepared, study_of
from aidkit.shipped import shipped

NOTEBOOKS = sorted(path.stem for path in shipped("notebooks").glob("3[0-5]_*.ipynb"))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_study_passes_only_what_the_notebook_takes(name):
    taken = read_parameters(notebook_path(name))
    study = prepared(study_of("qionghai", notebook=name))
    assert set(study.values(taken)) <= set(taken)
    assert ("place" in study.values(taken)) == ("place" in taken) == (name[:2] not in {"32", "35"})
    assert (study.place, study.date) == ("qionghai", "2022-03-15")  # what its folder is called after

"""What a start costs is measured in a process of its own, whose memory is its own."""

import numpy as np

from tests.benchmarks import starts
from tests.benchmarks.lite_data import generate


def test_a_process_tells_its_import_its_runs_and_its_memory(tmp_path):
    data = tmp_path / "data.npz"
    generate(2_000).save(data)
    ballast = np.ones(40_000_000)  # 305 MiB that are this process's, not the other's
    one, nothing = (starts.run(engine, data, tmp_path / "cache") for engine in ("numpy_rules", "nothing"))
    assert 0 < one["import_s"] < one["until_result_s"]
    assert 0 < one["first_s"] < one["until_result_s"]
    assert one["peak_mib"] < ballast.nbytes / 2**20
    assert nothing["first_s"] < one["first_s"]


def test_engines_are_named_as_in_the_tables():
    assert [starts.named(name) for name in ("nothing", "aidkit", "numpy_rules")] == [
        "the data alone", "aidkit", "numpy, rule by rule",
    ]  # fmt: skip
    assert starts.installed("numpy_rules")

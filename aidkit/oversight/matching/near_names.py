"""Names that are nearly alike (姓名近似): whom a misspelt name may mean, for somebody to look at, never a match."""

from __future__ import annotations

from collections.abc import Mapping

from aidkit.errors import message
from aidkit.oversight.errors import OversightError
from aidkit.oversight.settings import load_settings

ROUNDING = 1e-9  # two letters of three are "at least 2/3"
SLACK = 0.01  # the library's own cutoff errs near the edge, so it is asked for a little more


def least_likeness(given: float | None = None) -> float:
    """Return from which likeness on a name is worth a look: as given, else as ``params/oversight/matching.yaml`` says.

    Raises:
        OversightError: It is not above 0 and at most 1.
    """
    least = load_settings("matching")["name_likeness"].value if given is None else given
    if not 0 < least <= 1:
        raise OversightError(
            message(
                f"likeness={least!r} cannot be used.",
                "Give a share above 0 and at most 1: 0.65 lets one letter of three differ, 1 none.",
            )
        )
    return float(least)


def alike(name: str, others: Mapping[str, str], least: float) -> dict[str, float]:
    """Return whose names are alike, the likest first.

    The likeness is 1 - e / n: n letters in the longer name, e of them put in, left out or replaced, or two neighbours
    changed places. One letter of three makes 0.67, one of two 0.5.

    Args:
        name: The name as another list has it.
        others: Names by key.
        least: Least likeness, above 0, at most 1.

    Returns:
        Likeness by key; those equally like in the order given.

    Example:
        >>> found = alike("王小明", {"a": "王晓明", "b": "李小红", "c": "王明小"}, least=0.65)
        >>> {key: round(likeness, 2) for key, likeness in found.items()}
        {'a': 0.67, 'c': 0.67}

    Source: optimal string alignment distance, e.g. Boytsov (2011), Indexing methods for approximate dictionary searching.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    found = extract(name, others, scorer=OSA.normalized_similarity, score_cutoff=least - SLACK, limit=None)
    return {key: likeness for _, likeness, key in found if likeness >= least - ROUNDING}

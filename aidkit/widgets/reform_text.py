"""The panel's setting as a reform's document: the YAML that ``aidkit whatif PLACE --reform FILE`` reads."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from aidkit.errors import PolicyError, message
from aidkit.parameters import BY_PATH
from aidkit.policy import Policy
from aidkit.report.inputs import SYNTHETIC
from aidkit.report.text import Text

QUESTION = Text("按现行规则，作这样的调整会怎样？", "What would this change do under the rules in force?")
REASON = "Moved by hand in the what-if panel; in force: {} {}."


def reform_yaml(policy: Policy, changes: Mapping[str, Any], population: str | None = SYNTHETIC) -> str:
    """Write changes as a reform's YAML file.

    Args:
        policy: The policy in force.
        changes: By parameter path, the new value in the rules' unit.
        population: What the population was opened from; None where it was made in Python.

    Returns:
        The file's text; its first lines say what to call the file and how to ask with it.

    Raises:
        PolicyError: Nothing is changed.

    Example:
        >>> print(reform_yaml(load_policy("jinjiang"), {"edge.multiple": 1.5}).splitlines()[0])
        # Save as what-if-jinjiang.yaml, then: aidkit whatif jinjiang --reform what-if-jinjiang.yaml --date 2021-08-24
    """
    import yaml

    if not changes:
        raise PolicyError(
            message("Nothing has been moved, so there is no reform to write.", "Move a slider first, then copy.")
        )
    name = f"what-if-{policy.place.id}"
    moved = [(BY_PATH[path], policy[path], value) for path, value in changes.items()]
    title = Text(
        "假如：" + "，".join(f"{spec.zh} {before} → {after}" for spec, before, after in moved),
        "What if: " + ", ".join(f"{spec.en} {before} → {after}" for spec, before, after in moved),
    )
    document = {
        "reform": {
            "id": name,
            "title": {"en": title.en, "zh": title.zh},
            "question": {"en": QUESTION.en, "zh": QUESTION.zh},
        },
        "changes": {
            spec.path: {"value": after, "reason": REASON.format(before, spec.unit)} for spec, before, after in moved
        },
    }
    head = f"# Save as {name}.yaml, then: {command(policy, population)}\n"
    text: str = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120)
    return head + text


def command(policy: Policy, population: str | None) -> str:
    """Return the command that asks the same of the saved file."""
    place = policy.place.id
    parts = ["aidkit", "whatif", place, "--reform", f"what-if-{place}.yaml", "--date", str(policy.date)]
    if population != SYNTHETIC:
        parts += ["--population", population or "PATH"]
    return shlex.join(parts)

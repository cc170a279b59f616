"""A reform of which nothing reaches what was asked for: refused, for its result would only look like an answer."""

from __future__ import annotations

from aidkit.engine.graph import Plan
from aidkit.engine.run import check_reform_is_used
from aidkit.policy import Policy


def refuse_idle_reform(policy: Policy, plan: Plan) -> None:
    """Refuse a reform none of whose changes reaches the plan's outputs; one change of several may well not.

    Raises:
        OutputError: The message names the changes and what does depend on them.
    """
    reached = any(path in {spec.path for spec in plan.parameters} for path, _, _ in policy.changes)
    if not reached and not any(rule.__name__ in plan.nodes for rule in policy.rules):
        check_reform_is_used(policy, plan)

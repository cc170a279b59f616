"""A reform as a document: what is asked, what is changed and why, ready to lay over any place's policy (改革方案)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from aidkit.errors import PolicyError, listed, message
from aidkit.parameter_values import in_rules_unit, leaves, resolve
from aidkit.policy import BASELINE, Policy
from aidkit.reform_values import scaled

if TYPE_CHECKING:
    import pandas as pd

How = Literal["value", "scale", "unify"]
SCENARIO = "scenario, no document"


class Bilingual(NamedTuple):
    """One text in English and in Chinese."""

    en: str
    zh: str

    def __str__(self) -> str:
        return f"{self.zh} {self.en}"


@dataclass(frozen=True)
class Change:
    """One change of a reform.

    Attributes:
        path: Parameter path, or for ``scale`` and ``unify`` a group of paths.
        how: ``value`` sets, ``scale`` multiplies, ``unify`` gives one area the values of the other.
        to: The value, the factor, or ``rural to urban`` / ``urban to rural``.
        unit: Unit the value is written in; the rules' unit when empty.
        reason: Why one would make this change.
        source: Clause or notice, or that it is a scenario.
    """

    path: str
    how: How
    to: Any
    unit: str
    reason: str
    source: str

    @property
    def paths(self) -> tuple[str, ...]:
        """The parameter paths it moves.

        Raises:
            PolicyError: The path is unknown, or has no urban and rural value to unify.
        """
        if self.how == "value":
            resolve(self.path)
            return (self.path,)
        specs = leaves(self.path)
        below = tuple(spec.path for spec in specs)
        if self.how == "scale":
            for spec in specs:
                if spec.kind not in ("number", "grades"):
                    raise PolicyError(message(f"{spec.path}: holds no number, so it cannot be scaled."))
            return below
        if below != (f"{self.path}.urban", f"{self.path}.rural"):
            raise PolicyError(
                message(f"{self.path}: has no urban and rural value.", "Unify a group such as dibao.standard.")
            )
        return (f"{self.path}.{self.to.split()[0]}",)

    def values(self, policy: Policy) -> dict[str, Any]:
        """Return by path what the change puts in place under a policy, in the rules' unit.

        Raises:
            PolicyError: A value is outside its range, or there is nothing to scale.
        """
        if self.how == "value":
            spec, _ = resolve(self.path)
            return {self.path: in_rules_unit(spec, self.to, self.unit or spec.unit)}
        if self.how == "unify":
            source = self.to.split()[-1]
            return dict.fromkeys(self.paths, policy[f"{self.path}.{source}"])
        return scaled({path: policy[path] for path in self.paths}, {self.path: self.to})


@dataclass(frozen=True)
class ReformDocument:
    """A reform as a document; ``apply`` lays it over a policy.

    Attributes:
        id: Its name, that of its file.
        title: What it is called.
        question: What one wants to know of it.
        changes: What it changes and why.
        note: What a reader should know.
    """

    id: str
    title: Bilingual
    question: Bilingual
    changes: tuple[Change, ...]
    note: str = ""

    def apply(self, policy: Policy) -> Policy:
        """Return the policy with the reform's changes; paths that already stand so are left alone.

        Args:
            policy: A place's policy, or a reform of it.

        Returns:
            The reformed policy, called by the reform's id.

        Raises:
            PolicyError: Everything already stands as the reform wants it, or a value is outside its range.

        Example:
            >>> load_reform("edge-line-2.0").apply(load_policy("hanzhong")).changes
            (('edge.multiple', 1.5, 2.0),)
        """
        wanted = {path: value for change in self.changes for path, value in change.values(policy).items()}
        moved = {path: value for path, value in wanted.items() if _moves(policy, path, value)}
        if not moved:
            raise PolicyError(
                message(
                    f"The reform {self.id!r} changes nothing in {policy.place.id} on {policy.date} ({policy.name}).",
                    f"As it wants already: {listed(f'{path} = {policy[path]}' for path in wanted)}.",
                    "Apply it to another place or date, or compare with a reform that differs.",
                )
            )
        return policy.reform(moved, name=self.id if policy.name == BASELINE else f"{policy.name}; {self.id}")

    def table(self) -> pd.DataFrame:
        """Return the changes, one row each: path, labels, what is done, why, and where it comes from."""
        import pandas as pd

        rows = [
            {
                "path": change.path,
                "en": _label(change.path).en,
                "zh": _label(change.path).zh,
                "change": _said(change),
                "reason": change.reason,
                "source": change.source,
            }
            for change in self.changes
        ]
        return pd.DataFrame(rows)

    def __str__(self) -> str:
        changes = [f"- {c.path}: {_said(c)}. {c.reason} [{c.source}]" for c in self.changes]
        return "\n".join([str(self.title), str(self.question), *changes, *([self.note] if self.note else [])])


def _moves(policy: Policy, path: str, value: Any) -> bool:
    new: Any = policy.reform({path: value})[path]
    return bool(new != policy[path])


def _label(path: str) -> Bilingual:
    """Name a path, or what the paths of a group share."""
    specs = leaves(path) if _is_group(path) else (resolve(path)[0],)
    if len(specs) == 1:
        return Bilingual(specs[0].en, specs[0].zh)
    return Bilingual("; ".join(spec.en for spec in specs), "；".join(spec.zh for spec in specs))


def _is_group(path: str) -> bool:
    try:
        resolve(path)
    except PolicyError:
        return True
    return False


def _said(change: Change) -> str:
    if change.how == "unify":
        return str(change.to)
    unit = f" {change.unit}" if change.unit else ""
    return f"× {change.to:g}" if change.how == "scale" else f"= {_plain(change.to)}{unit}"


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {below}" for key, below in value.items())
    return str(value)

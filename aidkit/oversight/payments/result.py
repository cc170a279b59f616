"""What a reconciliation found: a frame a class, totals by town, what to recover and what is still owed."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from aidkit.errors import counted
from aidkit.oversight.listing import NO_TOWN
from aidkit.oversight.payments.money_at_stake import money_at_stake

CLASSES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "only_in_export": ("only in the export", "仅系统有"),
        "only_in_roster": ("only in the roster", "仅花名册有"),
        "amount_differs": ("amount differs", "金额不一致"),
        "duplicate": ("paid or listed more than once", "重复发放"),
        "paid_after_death": ("paid after death", "死亡后仍发放"),
        "two_schemes": ("two schemes at once", "同时享受两项待遇"),
        "holder_differs": ("account of another name", "开户人与姓名不符"),
    }
)


@dataclass(frozen=True, repr=False)
class Reconciliation:
    """An export held against a roster; made by ``reconcile``.

    Attributes:
        export, roster: Names of the files.
        month: The month they are of.
        payments: The comparison, a row a person, scheme and month: what is due, what was paid, the difference.
        faults: Every oddity of the files: file, row, column, value, fault, done, open (undecided until a person looks).
        deaths_given: Whether a list of the dead was compared.
        only_in_export, only_in_roster, amount_differs, duplicate: Differences between the files, a row a person,
            scheme and month.
        paid_after_death, two_schemes, holder_differs: Clues the files hold whether they agree or not.
    """

    export: str
    roster: str
    month: str
    payments: pd.DataFrame
    faults: pd.DataFrame
    deaths_given: bool
    only_in_export: pd.DataFrame
    only_in_roster: pd.DataFrame
    amount_differs: pd.DataFrame
    duplicate: pd.DataFrame
    paid_after_death: pd.DataFrame
    two_schemes: pd.DataFrame
    holder_differs: pd.DataFrame

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The seven classes by name."""
        return {name: getattr(self, name) for name in CLASSES}

    @property
    def agrees(self) -> bool:
        """Whether no class has a row and no fault of the files is open."""
        return all(frame.empty for frame in self.frames.values()) and not self.faults["open"].any()

    @cached_property
    def totals(self) -> pd.DataFrame:
        """By town: fen due, fen paid, the difference, and persons in each class.

        Payments whose amount cannot be read count as 0 here; their number is in ``unread``.
        """
        known = self.payments.assign(town=self.payments["town"].replace("", NO_TOWN))
        unread = known["difference_fen"].isna()
        sums = known.fillna({"due_fen": 0, "paid_fen": 0}).groupby("town")[["due_fen", "paid_fen"]].sum()
        sums["difference_fen"] = sums["paid_fen"] - sums["due_fen"]
        sums["unread"] = unread.groupby(known["town"]).sum()
        for name, frame in self.frames.items():
            persons = frame.groupby(frame["town"].replace("", NO_TOWN))["id"].nunique()
            sums[name] = persons.reindex(sums.index, fill_value=0)
        return sums

    @cached_property
    def recovered(self) -> pd.DataFrame:
        """What a recovery (追缴) would ask back, and what is owed (补发), were every case confirmed.

        A row a class: zh, persons, recover_fen, owed_fen. Every payment is in one class only; two schemes at once and
        accounts of another name are clues without an amount of their own.

        Source: XZ-5, HS-5 (58,700 yuan recovered in Huangshi in 2017).
        """
        return money_at_stake(self.payments, self.frames, CLASSES)

    def __str__(self) -> str:
        verdict = "they agree" if self.agrees else "they do not agree"
        due, paid = (int(self.totals[column].sum()) for column in ("due_fen", "paid_fen"))
        lines = [
            f"{self.export} against {self.roster}, {self.month}: {verdict}.",
            f"due {due / 100:,.2f} yuan, paid {paid / 100:,.2f}, difference {(paid - due) / 100:+,.2f}",
            *(f"{zh} {en}: {self._persons(name)}" for name, (en, zh) in CLASSES.items()),
        ]
        if not self.deaths_given:
            lines.append("No list of the dead (死亡人员) was given: payments after death were not looked for.")
        unread = int(self.totals["unread"].sum())
        if unread:
            lines.append(f"{counted(unread, 'payment')} without a readable amount: 0 in the sums.")
        still = int(self.faults["open"].sum())
        lines.append(f"faults of the files: {len(self.faults):,}, of which open: {still:,}")
        lines.append("Each is a clue to be checked, not a finding against anybody.")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>{self.totals.to_html()}"

    def to_workbook(self, path: str | Path, *, raw: bool = False, reason: str = "") -> Path:
        """Write a sheet a class, with totals by town, money at stake and the faults of the files.

        Identity numbers are text and masked (``370101********9973``); the row numbers lead to the files.

        Args:
            path: Where to, an .xlsx.
            raw: Write identity numbers in full.
            reason: Why they are needed in full; it is written into the workbook.

        Raises:
            OversightError: The path is no .xlsx, its folder is not there, or raw is asked for without a reason.
        """
        from aidkit.oversight.workbook import Sheet, write_sheets

        summary = pd.DataFrame({"reconciliation 核对": str(self).splitlines()})
        sheets = [
            Sheet("核对结果 summary", summary),
            Sheet("分镇合计 totals", self.totals.reset_index()),
            Sheet("追缴补发 money", self.recovered.reset_index()),
            *(Sheet(f"{CLASSES[name][1]} {name}", _for_people(frame)) for name, frame in self.frames.items()),
            Sheet("文件问题 faults", self.faults),
        ]
        return write_sheets(sheets, path, raw=raw, reason=reason)

    def _persons(self, name: str) -> str:
        return counted(self.frames[name]["id"].nunique(), "person")


def _for_people(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a class as it goes to paper, schemes in Chinese alone."""
    return frame.drop(columns=["scheme", "schemes"], errors="ignore")

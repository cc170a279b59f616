"""What departments' lists say of persons beside the register: payments, petitions, monitoring, refusals (JJ-2.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from aidkit.campaign.errors import CampaignError
from aidkit.data.register.faults import COLUMNS, Findings
from aidkit.data.register.files import find_file
from aidkit.data.register.matching import Matcher
from aidkit.data.register.shapes import HOUSEHOLD, NAME, PERSON, VILLAGE, Shape
from aidkit.data.register.tables import Row, Table, read_table
from aidkit.data.register.values import Values
from aidkit.errors import listed, message

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.data.register import RegisterExtract

PAID, DAY, GROUP = "个人自付", "日期", "组别"

PAYMENTS = Shape("医保自付", required=(PERSON, PAID), optional=(NAME, VILLAGE), yearly=(PAID,))
PETITIONS = Shape("信访", required=(NAME,), optional=(PERSON, VILLAGE, "编号", "渠道", DAY, "诉求"))
MONITORED = Shape("防止返贫监测", required=(NAME,), optional=(PERSON, VILLAGE))
REFUSED = Shape("未通过低保申请", required=(HOUSEHOLD,), optional=(NAME, PERSON, VILLAGE))
NAMED = Shape("扩大排查", required=(NAME, GROUP), optional=(PERSON, VILLAGE))


@dataclass(frozen=True)
class Lists:
    """What lists say; a list that was not handed over is None, which is not the same as an empty one.

    Attributes:
        own_payment: Own medical payment of the year, yuan, by person.
        petitioned: Day of the last petition by person; None where the list gives no day.
        monitored: Persons monitored against a relapse into poverty.
        refused: Households whose dibao application was refused.
        named: By group, persons a town or village has named itself (JJ-2.1).
        dead: Day of death by person.
        faults: Rows that are nobody's here, and cells that were odd, as a register's.
    """

    own_payment: Mapping[str, float] | None = None
    petitioned: Mapping[str, date | None] | None = None
    monitored: frozenset[str] | None = None
    refused: frozenset[str] | None = None
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dead: Mapping[str, date | None] = field(default_factory=dict)
    faults: pd.DataFrame | None = None


def read_lists(folder: str | Path, register: RegisterExtract | None = None) -> Lists:
    """Read the lists a campaign goes by from a folder; each may be absent.

    Args:
        folder: Holds any of 医保自付, 信访, 防止返贫监测, 未通过低保申请, 扩大排查 (.csv or .xlsx).
        register: The register whose persons they name; read from the same folder when left out.

    Returns:
        The lists, by the register's persons.

    Raises:
        CampaignError: The folder is not there.
        PopulationError: A list cannot be read, or lacks a column it must have.
    """
    from aidkit.data.register import read_extract

    place = Path(folder)
    if not place.is_dir():
        raise CampaignError(message(f"{place}: no such folder.", "Give the folder of the departments' lists."))
    extract = register if register is not None else read_extract(place)
    return _ListReader(place, extract, Findings()).read()


@dataclass(frozen=True)
class _ListReader:
    folder: Path
    extract: RegisterExtract
    findings: Findings

    def read(self) -> Lists:
        import pandas as pd

        lists = Lists(
            own_payment=self._payments(),
            petitioned=self._petitions(),
            monitored=self._monitored(),
            refused=self._refused(),
            named=self._named(),
            dead=self.extract.dead,
        )
        self.findings.stop()
        faults = pd.DataFrame(self.findings.listed, columns=list(COLUMNS))
        return Lists(**{**vars(lists), "faults": faults})

    def _table(self, shape: Shape) -> Table | None:
        path = find_file(self.folder, shape, self.findings, self.extract.policy_date)
        return read_table(path, shape, self.findings) if path is not None else None

    def _found(self, table: Table) -> Iterator[tuple[str, Row]]:
        """Yield each row that names one person of the register; the others are listed."""
        matcher = Matcher(self.extract.roll, Values(self.findings))
        for row in table.rows:
            person = matcher.find(row)
            if person is not None:
                yield person, row

    def _payments(self) -> dict[str, float] | None:
        """Add up what a person paid where the list has several rows of one."""
        table = self._table(PAYMENTS)
        if table is None:
            return None
        values, paid = Values(self.findings), dict[str, float]()
        for person, row in self._found(table):
            paid[person] = paid.get(person, 0.0) + values.amount(row, PAID)
        return paid

    def _petitions(self) -> dict[str, date | None] | None:
        table = self._table(PETITIONS)
        if table is None:
            return None
        values, days = Values(self.findings), dict[str, date | None]()
        for person, row in self._found(table):
            day = values.day(row, DAY) if row[DAY].strip() else None
            before = days.get(person)
            days[person] = max(before, day) if before and day else day or before
        return days

    def _monitored(self) -> frozenset[str] | None:
        table = self._table(MONITORED)
        return None if table is None else frozenset(person for person, _ in self._found(table))

    def _refused(self) -> frozenset[str] | None:
        table = self._table(REFUSED)
        if table is None:
            return None
        values = Values(self.findings)
        found = {values.code(row, HOUSEHOLD) for row in table.rows}
        known = set(self.extract.households["household_id"])
        if strangers := sorted(found - known):
            raise CampaignError(
                message(
                    f"{table.file}: {listed(strangers)} is no household of the register.",
                    "Name households as 家庭成员 does, in 户编号.",
                )
            )
        return frozenset(found)

    def _named(self) -> dict[str, frozenset[str]]:
        table = self._table(NAMED)
        named: dict[str, set[str]] = {}
        for person, row in self._found(table) if table is not None else ():
            named.setdefault(row[GROUP].strip(), set()).add(person)
        return {group: frozenset(persons) for group, persons in named.items()}

"""Match the register with departments' lists (核对): hits with what they mean, doubts apart, strangers listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.data import identity
from aidkit.data.register import RegisterExtract, read_extract
from aidkit.data.register.faults import Cell
from aidkit.data.register.files import find_file
from aidkit.data.register.shapes import PERSON, VILLAGE, Shape
from aidkit.data.register.tables import Row, Table, read_table
from aidkit.data.register.values import Values
from aidkit.data.tables import plain
from aidkit.errors import message, suggestion
from aidkit.oversight import listing
from aidkit.oversight.errors import OversightError
from aidkit.oversight.listing import Listing, read_number
from aidkit.oversight.matching.department_lists import BORN, CARD, LISTS, DepartmentList
from aidkit.oversight.matching.linking import Link, Linker, read_birth
from aidkit.oversight.matching.meaning import meaning
from aidkit.oversight.matching.result import COLUMNS, Matching

if TYPE_CHECKING:
    from aidkit.policy import Policy

CASH = ("dibao", "dibao_single", "tekun", "orphan", "unsupported_child")
NOT_A_BIRTH = "not a birth"


def match(
    register: RegisterExtract | str | Path,
    folder: str | Path | None = None,
    *,
    lists: Iterable[str] | None = None,
    policy: Policy | None = None,
    likeness: float | None = None,
) -> Matching:
    """Match the register's persons with the lists of other departments.

    A number decides wherever a list gives one; else name and village, with birth where given. Whatever fits several
    persons, or fits only nearly, such as a misspelt name, goes to ``review`` with its score: nothing is merged in
    silence.

    Args:
        register: The register, or the folder of its extract.
        folder: Folder of the lists; the register's own where it was given as one.
        lists: Which lists, of vehicles, business, real_estate, deaths, public_employees, medical, disability_cards,
            unemployment, petition, hotline; all that are in the folder when left out.
        policy: Rules whose asset limits hits are held against; without one they are only added up.
        likeness: From which likeness on (0-1) a name that nobody of its village has is worth a look; that of
            ``params/oversight/matching.yaml`` when left out; 1 lets no letter differ.

    Returns:
        Hits, cases to look at, rows that are nobody's here, households' listed assets, faults of the lists.

    Raises:
        OversightError: No folder, an unknown list, one asked for that is not there, or a likeness outside 0-1.
        PopulationError: A file cannot be read at all, or lacks a column.

    Example:
        >>> match("data/register-sample").summary  # doctest: +SKIP

    Source: JJ-2.1, HS-2.1, HZ-8, QH-3, XZ-7.
    """
    if folder is None and isinstance(register, RegisterExtract):
        raise OversightError(message("No folder of lists was given.", 'Write match(register, "folder of the lists").'))
    place = Path(folder if folder is not None else register)  # type: ignore[arg-type]
    if not place.is_dir():
        raise OversightError(message(f"{place}: no such folder.", "Give the folder of the departments' lists."))
    extract = register if isinstance(register, RegisterExtract) else read_extract(register)
    task = _Task(extract, Linker(extract.roll, likeness), Listing())
    if "current_scheme" not in extract.persons:
        task.found.note(Cell("家庭成员", 0, "现享受待遇"), "", listing.NO_SCHEME, "nobody counts as paid now")
    tables = dict(_tables(place, lists, extract, task.found))
    for name, (table, label) in tables.items():
        task.add(LISTS[name], table, label)
    frames = {name: pd.DataFrame(rows, columns=list(COLUMNS[name])) for name, rows in task.rows.items()}
    sizes = {name: len(table.rows) for name, (table, _) in tables.items()}
    return Matching(extract, sizes, frames["hits"], frames["review"], frames["strangers"], task.found.frame(), policy)


def _tables(
    folder: Path, lists: Iterable[str] | None, extract: RegisterExtract, found: Listing
) -> Iterable[tuple[str, tuple[Table, str]]]:
    """Read the lists asked for; one that was not asked for by name may be absent."""
    for name in lists if lists is not None else LISTS:
        if name not in LISTS:
            raise OversightError(message(f"There is no list {name!r}.", suggestion(name, list(LISTS))))
        each = LISTS[name]
        path = find_file(folder, Shape(each.keyword, ()), found, extract.policy_date)
        if path is not None:
            shape, label = each.shape(path)
            yield name, (read_table(path, shape, found), label)
        elif lists is not None:
            raise OversightError(
                message(
                    f"{folder.name}: no file is called {each.keyword} (.csv or .xlsx).",
                    f"It is the {each.en}.",
                )
            )


@dataclass
class _Task:
    """One matching under way: what is known of the register, and the rows found so far."""

    extract: RegisterExtract
    linker: Linker
    found: Listing

    def __post_init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {"hits": [], "review": [], "strangers": []}

    @cached_property
    def persons(self) -> Mapping[str, Mapping[str, Any]]:
        """What is shown of each person: household, town, scheme, card, whether the household gets cash."""
        roll, households = self.extract.roll, self.extract.households
        town = households["town"] if "town" in households else pd.Series("", index=households.index)
        towns = dict(zip(households["household_id"], town, strict=True))
        known = self.extract.persons
        schemes = known["current_scheme"] if "current_scheme" in known else pd.Series("", index=known.index)
        scheme = dict(zip(known["person_id"], schemes, strict=True))
        covered = {h for p, h in zip(roll["person_id"], roll["household_id"], strict=True) if scheme.get(p) in CASH}
        return {
            person: {
                "household_id": household,
                "town": towns.get(household, ""),
                "scheme": scheme.get(person, ""),
            }
            | {"covered": household in covered, "card": card}
            for person, household, card in roll[["person_id", "household_id", "card"]].itertuples(
                index=False, name=None
            )
        }

    def add(self, each: DepartmentList, table: Table, label: str) -> None:
        """Add every row of a list to the hits, the cases to look at or the strangers."""
        values = Values(self.found)
        named: dict[str, str] = {}
        for row in table.rows:
            name = plain(row[label])
            number = self._number(each, row, values)
            link = self._link(row, name, number)
            base = {"list": each.id, "list_zh": each.zh, "file": row.file, "row": row.number, "name": name}
            said = number.number if number else ""
            self._list_two_names(row, label, said, named)
            if not link.persons:
                self.rows["strangers"].append({**base, "id": said})
            for person in link.persons:
                self._add_person(each, row, link, person, base | {"id": said or person})

    def _add_person(self, each: DepartmentList, row: Row, link: Link, person: str, base: dict[str, Any]) -> None:
        known = dict(self.persons[person])
        means = meaning(each, row, self.extract.policy_date, self.found, known.pop("card"))
        register_name = self.linker.names[person]
        detail = "; ".join(row[column].strip() for column in each.details if row[column].strip())
        more = {"person_id": person, "by": link.by, "candidates": len(link.persons), "score": link.scores[person]}
        more |= {"register_name": register_name, "name_agrees": base["name"] in ("", register_name)}
        more |= {"clue": each.clue, "counts": means.counts, "amount": means.amount, "detail": detail}
        line = {**base, **known, **more, "reading": means.reading}
        self.rows["hits" if link.sure else "review"].append(line)

    def _number(self, each: DepartmentList, row: Row, values: Values) -> identity.Identity | None:
        """Read the number a row gives; a card holds its owner's."""
        if not row[each.number].strip():
            return None
        if each.number == CARD:
            return identity.parse_card(row[CARD]).holder
        return read_number(row, PERSON, values)

    def _link(self, row: Row, name: str, number: identity.Identity | None) -> Link:
        if number is not None:
            return self.linker.by_number(number, name)
        column = next((column for column in BORN if row[column].strip()), "")
        born = read_birth(row[column]) if column else ()
        if born is None:
            self.found.note(row.cell(column), row[column], NOT_A_BIRTH, "matched without it")
        return self.linker.by_name(name, plain(row[VILLAGE]), born or ())

    def _list_two_names(self, row: Row, label: str, number: str, named: dict[str, str]) -> None:
        """List a number that the list, or the register, has under another name."""
        name = plain(row[label])
        for whose, other in (
            ("the list", named.get(number)),
            ("the register", self.linker.names.get(number)),
        ):
            if number and name and other and other != name:
                done = f"{whose} has the number under {other}; matched by the number"
                self.found.note(row.cell(label), name, listing.TWO_NAMES, done)
        if number and name:
            named.setdefault(number, name)

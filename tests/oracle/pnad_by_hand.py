"""The survey of test_targeting_pnad read and counted by hand: Python's csv, exact fractions and plain loops, no more."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "real" / "pnadcovid_ro_202005.csv.gz"


def rows_of_the_file() -> list[dict[str, str]]:
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Person:
    """One row: income before the programmes taken off and benefit per head, exact; weight, stratum, cluster."""

    income: Fraction
    benefit: Fraction
    weight: float
    stratum: str
    cluster: str


@cache
def by_hand(programme: str, taken_off: tuple[str, ...]) -> list[Person]:
    """Persons with income less the programmes taken off; the programme's benefit is what is looked at."""
    people = []
    for row in rows_of_the_file():
        members = int(row["nper"])
        household = Fraction(row["hh_labour"]) + Fraction(row["hh_other"])
        before = household - sum(Fraction(row[column] or 0) for column in taken_off)
        benefit = Fraction(row[programme] or 0) / members
        people.append(Person(before / members, benefit, float(row["w"]), row["strata"], row["psu"]))
    return people


def errors_by_hand(people: list[Person], line: Fraction, weak: bool = False) -> dict[str, float]:
    everybody = reached = poor = poor_reached = poor_missed = others_reached = money = money_leaked = 0.0
    for person in people:
        is_poor = person.income <= line if weak else person.income < line
        everybody += person.weight
        money += person.weight * float(person.benefit)
        poor += person.weight if is_poor else 0.0
        if person.benefit > 0:
            reached += person.weight
            poor_reached += person.weight if is_poor else 0.0
            others_reached += 0.0 if is_poor else person.weight
            money_leaked += 0.0 if is_poor else person.weight * float(person.benefit)
        elif is_poor:
            poor_missed += person.weight
    return {
        "population": everybody,
        "beneficiaries": reached,
        "poor": poor,
        "total_benefit": money,
        "coverage": reached / everybody,
        "coverage_poor": poor_reached / poor,
        "exclusion_error": poor_missed / poor,
        "inclusion_error": others_reached / reached,
        "leakage_benefits": money_leaked / money,
    }


def fifths_by_hand(people: list[Person]) -> dict[str, list[float]]:
    """Walk from poor to rich; people of equal income, and a block that straddles two fifths, share alike."""
    blocks: dict[Fraction, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for person in people:
        block = blocks[person.income]
        block[0] += person.weight
        block[1] += person.weight if person.benefit > 0 else 0.0
        block[2] += person.weight * float(person.benefit)
    everybody, reached, money = (sum(block[i] for block in blocks.values()) for i in range(3))
    fifths = [[0.0, 0.0, 0.0] for _ in range(5)]
    below = 0.0
    for income in sorted(blocks):
        size = blocks[income][0]
        for k in range(5):
            inside = min(below + size, everybody * (k + 1) / 5) - max(below, everybody * k / 5)
            for i in range(3):
                fifths[k][i] += blocks[income][i] * max(inside, 0.0) / size
        below += size
    return {
        "coverage": [fifth[1] / fifth[0] for fifth in fifths],
        "beneficiary_incidence": [fifth[1] / reached for fifth in fifths],
        "benefit_incidence": [fifth[2] / money for fifth in fifths],
    }


def linearised_error(people: list[Person], scores: list[float]) -> float:
    """Standard error of a total of scores: their sums by cluster, around the mean of the stratum."""
    clusters: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for person, score in zip(people, scores, strict=True):
        clusters[person.stratum][person.cluster] += score
    variance = 0.0
    for sums in clusters.values():
        n, mean = len(sums), sum(sums.values()) / len(sums)
        variance += n / (n - 1) * sum((one - mean) ** 2 for one in sums.values())
    return variance**0.5

"""dibao-lite as SQL in DuckDB, over tables in its memory."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import numpy as np
import pandas as pd

from tests.benchmarks.lite_data import Data, Outcome

NAME, PACKAGE = "DuckDB, SQL", "duckdb"

QUERY = """
CREATE OR REPLACE TEMP TABLE answer AS
WITH one AS (
    SELECT owner, wage_income, basic_pension, transfer_income, medical_self_paid, serious_illness, age,
        CASE WHEN employed THEN least({rate} * wage_income, {cap}) ELSE 0 END AS cost,
        disability_grade IN (1, 2) OR (disability_grade = 3 AND disability_kind >= 5) AS severe
    FROM persons
), total AS (
    SELECT owner, count(*) AS members,
        sum(wage_income - cost + transfer_income) AS income,
        sum(greatest(medical_self_paid - {floor}, 0)) AS medical,
        sum(wage_income + basic_pension + transfer_income) AS gross,
        sum(CASE WHEN severe OR serious_illness THEN 1 ELSE 0 END) AS singly,
        sum(CASE WHEN severe THEN {severe} WHEN serious_illness THEN {illness}
            WHEN age >= {elder} OR age < {minor} THEN {aged} ELSE 0 END) AS rate
    FROM one GROUP BY owner
), tested AS (
    SELECT total.*, 12 * CASE WHEN area = 0 THEN {urban} ELSE {rural} END AS standard,
        greatest(income - least(medical, {annual}), 0) / members AS a_head, financial_assets, vehicles, dwellings
    FROM total JOIN homes USING (owner)
), due AS (
    SELECT *, financial_assets / members <= {assets} * standard AND vehicles = 0 AND dwellings <= 1 AS within
    FROM tested
), paid AS (
    SELECT owner, members, standard, gross,
        CASE WHEN within AND a_head < standard THEN (standard - a_head) * members + standard * rate
            WHEN within AND a_head <= {edge} * standard THEN {share} * standard * singly ELSE 0 END AS benefit,
        CASE WHEN within AND a_head < standard THEN members
            WHEN within AND a_head <= {edge} * standard THEN singly ELSE 0 END AS eligible
    FROM due
)
SELECT owner, benefit, eligible, benefit / members AS share,
    greatest((standard - (gross + benefit) / members) / standard, 0) * members AS gap
FROM paid
"""


def prepare(data: Data, p: dict[str, float]) -> Callable[[], Outcome]:
    """Return the work."""
    base = duckdb.connect()
    tables = {
        "persons": pd.DataFrame({"row": np.arange(data.persons), "owner": data.owner, **data.person}),
        "homes": pd.DataFrame({"owner": np.arange(len(data.offsets) - 1), **data.household}),
    }
    for name, table in tables.items():
        base.register("given", table)
        base.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
    query = QUERY.format(
        rate=p["income.work_cost.rate"], cap=12 * p["income.work_cost.monthly_cap"], floor=p["rigid.medical_floor"],
        severe=p["uplift.rates.severe_disability"], illness=p["uplift.rates.serious_illness"],
        elder=p["uplift.elder_age"], minor=p["tekun.minor_age"], aged=p["uplift.rates.elder"],
        urban=p["dibao.standard.urban"], rural=p["dibao.standard.rural"], annual=p["rigid.annual_cap"],
        assets=p["assets.edge.financial_multiple"], edge=p["edge.multiple"], share=p["dibao.single_entry.share"],
    )  # fmt: skip

    def work() -> Outcome:
        base.execute(query)
        sums = base.execute("SELECT sum(benefit), sum(eligible), sum(gap) FROM answer").fetchone()
        share = base.execute("SELECT row, share FROM persons JOIN answer USING (owner)").fetchnumpy()
        ordered = np.empty(data.persons)
        ordered[share["row"]] = share["share"]
        assert sums is not None
        return Outcome(sums[0], float(sums[1]), sums[2] / data.persons, ordered)

    return work

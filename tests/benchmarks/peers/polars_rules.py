"""dibao-lite in polars: one lazy query."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from tests.benchmarks.lite_data import Data, Outcome

NAME, PACKAGE = "polars, lazy", "polars"


def prepare(data: Data, p: dict[str, float]) -> Callable[[], Outcome]:
    """Return the work."""
    persons = pl.DataFrame({"owner": data.owner, **data.person})
    home = pl.DataFrame({"owner": range(len(data.offsets) - 1), **data.household}).with_columns(
        pl.col("owner").cast(pl.Int32)
    )
    grade, kind, age, wage = (pl.col(c) for c in ("disability_grade", "disability_kind", "age", "wage_income"))
    severe = (grade == 1) | (grade == 2) | ((grade == 3) & (kind >= 5))
    cost = pl.min_horizontal(p["income.work_cost.rate"] * wage, pl.lit(12 * p["income.work_cost.monthly_cap"]))
    rate = (
        pl.when(severe).then(p["uplift.rates.severe_disability"])
        .when(pl.col("serious_illness")).then(p["uplift.rates.serious_illness"])
        .when((age >= p["uplift.elder_age"]) | (age < p["tekun.minor_age"])).then(p["uplift.rates.elder"])
        .otherwise(0.0)
    )  # fmt: skip
    total = persons.lazy().group_by("owner").agg(
        income=(wage - pl.when("employed").then(cost).otherwise(0.0) + pl.col("transfer_income")).sum(),
        medical=(pl.col("medical_self_paid") - p["rigid.medical_floor"]).clip(0.0).sum(),
        gross=(wage + pl.col("basic_pension") + pl.col("transfer_income")).sum(),
        singly=(severe | pl.col("serious_illness")).sum().cast(pl.Float64),
        rate=rate.sum(),
        members=pl.len().cast(pl.Float64),
    )  # fmt: skip
    members, standard, a_head = pl.col("members"), pl.col("standard"), pl.col("a_head")
    urban = pl.col("area") == 0
    rigid = pl.min_horizontal("medical", pl.lit(p["rigid.annual_cap"]))
    within = pl.col("financial_assets") / members <= p["assets.edge.financial_multiple"] * standard
    within &= (pl.col("vehicles") == 0) & (pl.col("dwellings") <= 1)
    single = p["dibao.single_entry.share"] * standard * pl.col("singly")
    full = (standard - a_head) * members + standard * pl.col("rate")
    homes = (
        total.join(home.lazy(), on="owner")
        .with_columns(
            standard=12 * pl.when(urban).then(p["dibao.standard.urban"]).otherwise(p["dibao.standard.rural"]),
            a_head=(pl.col("income") - rigid).clip(0.0) / members,
        )
        .with_columns(dibao=(a_head < standard) & within)
        .with_columns(low=(a_head <= p["edge.multiple"] * standard) & within & ~pl.col("dibao"))
        .with_columns(benefit=pl.when("dibao").then(full).when("low").then(single).otherwise(0.0))
        .with_columns(
            eligible=pl.when("dibao").then(members).when("low").then(pl.col("singly")).otherwise(0.0),
            gap=((standard - (pl.col("gross") + pl.col("benefit")) / members) / standard).clip(0.0) * members,
            share=pl.col("benefit") / members,
        )
    )

    def work() -> Outcome:
        found = homes.select("owner", "benefit", "eligible", "gap", "share").collect()
        share = persons.lazy().select("owner").join(
            found.lazy().select("owner", "share"), on="owner", how="left", maintain_order="left"
        ).collect()["share"]  # fmt: skip
        sums = [float(found[name].sum()) for name in ("benefit", "eligible", "gap")]
        return Outcome(sums[0], sums[1], sums[2] / len(persons), share.to_numpy())

    return work

"""Which campaign is meant on a day: one rule, the same in a report and on the command line."""

from __future__ import annotations

from datetime import date

import pytest
from typer.testing import CliRunner

import aidkit
from aidkit.campaign import CampaignError, campaign_on, load_calendar
from aidkit.cli import app
from aidkit.report.campaign.opened import open_campaign
from tests.refusals import refusal

DAYS = (  # jinjiang-2021 runs from 1 June to 20 September 2021, houlong-2022 from 1 June to 30 August 2022
    ("2021-03-01", "jinjiang-2021"),  # none has begun: the next
    ("2021-08-24", "jinjiang-2021"),
    ("2022-05-31", "jinjiang-2021"),  # over, and the next has not begun
    ("2022-06-01", "houlong-2022"),
    ("2023-01-01", "houlong-2022"),
)


@pytest.mark.parametrize(("day", "campaign"), DAYS)
def test_report_and_command_line_mean_the_same_campaign(day: str, campaign: str) -> None:
    assert campaign_on("jinjiang", date.fromisoformat(day)).id == campaign
    assert open_campaign(aidkit.load_policy("jinjiang", date=day)).id == campaign
    printed = CliRunner().invoke(app, ["campaign", "jinjiang", "due", "--on", day]).stdout
    assert printed.startswith(load_calendar(campaign).zh)


def test_without_a_day_the_command_line_takes_the_places_campaign_date() -> None:
    ledger = CliRunner().invoke(
        app, ["campaign", "jinjiang", "ledger"]
    )  # the invented ledger is of jinjiang-2021 alone
    assert (ledger.exit_code, ledger.stdout[:12]) == (0, "台账 ledger on")


def test_a_place_without_a_plan_is_told_what_there_is_and_how_to_write_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def of(place: str | None = None) -> tuple[str, ...]:
        return () if place else ("hanzhong-2021", "jinjiang-2021")

    monkeypatch.setattr("aidkit.campaign.plan.choice.campaigns", of)
    assert refusal(CampaignError, open_campaign, aidkit.load_policy("daye")) == (
        "No campaign runs on the rules of daye.\n"
        "Campaigns: hanzhong-2021, jinjiang-2021. For one more write params/campaigns/<id>/plan.yaml with `places: [daye]`; "
        "copy town-template's."
    )

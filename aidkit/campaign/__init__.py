"""A campaign (点题整治) run from its plan: lists, screening, ledger, calendar, forms; a plan is data.

Names are loaded when they are first used, so that importing the package stays quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

_HOMES = {
    "Calendar": "aidkit.campaign.calendar.deadlines",
    "Campaign": "aidkit.campaign.plan.campaign",
    "CampaignDatabase": "aidkit.campaign.database.database",
    "CampaignError": "aidkit.campaign.errors",
    "Contents": "aidkit.campaign.database.contents",
    "FilledForm": "aidkit.campaign.forms.filled",
    "Guide": "aidkit.campaign.guide.directory",
    "Ledger": "aidkit.campaign.ledger.ledger",
    "Lists": "aidkit.campaign.groups.lists",
    "Referral": "aidkit.campaign.guide.referral",
    "Screening": "aidkit.campaign.screening.result",
    "Taxonomy": "aidkit.campaign.ledger.taxonomy",
    "calendars": "aidkit.campaign.calendar.loading",
    "campaign_tables": "aidkit.campaign.forms.from_screening",
    "campaigns": "aidkit.campaign.plan.loading",
    "clause_table": "aidkit.campaign.clauses.table",
    "contents_of": "aidkit.campaign.database.from_result",
    "count_referrals": "aidkit.campaign.guide.referral",
    "export_database": "aidkit.campaign.database.transfer",
    "fill_form": "aidkit.campaign.forms.filling",
    "form_ids": "aidkit.campaign.forms.files",
    "import_database": "aidkit.campaign.database.transfer",
    "invent_events": "aidkit.campaign.ledger.invented",
    "load_calendar": "aidkit.campaign.calendar.loading",
    "load_campaign": "aidkit.campaign.plan.loading",
    "load_form": "aidkit.campaign.forms.reading",
    "load_guide": "aidkit.campaign.guide.directory",
    "load_taxonomy": "aidkit.campaign.ledger.taxonomy",
    "payments_table": "aidkit.campaign.forms.from_payments",
    "public_list": "aidkit.campaign.forms.from_recipients",
    "read_events": "aidkit.campaign.ledger.reading",
    "read_lists": "aidkit.campaign.groups.lists",
    "refer": "aidkit.campaign.guide.referral",
    "screen": "aidkit.campaign.screening.screen",
    "write_events": "aidkit.campaign.ledger.writing",
    "write_forms": "aidkit.campaign.forms.writing",
}

__all__ = [
    "Calendar",
    "Campaign",
    "CampaignDatabase",
    "CampaignError",
    "Contents",
    "FilledForm",
    "Guide",
    "Ledger",
    "Lists",
    "Referral",
    "Screening",
    "Taxonomy",
    "calendars",
    "campaign_tables",
    "campaigns",
    "clause_table",
    "contents_of",
    "count_referrals",
    "export_database",
    "fill_form",
    "form_ids",
    "import_database",
    "invent_events",
    "load_calendar",
    "load_campaign",
    "load_form",
    "load_guide",
    "load_taxonomy",
    "payments_table",
    "public_list",
    "read_events",
    "read_lists",
    "refer",
    "screen",
    "write_events",
    "write_forms",
]

if TYPE_CHECKING:
    from aidkit.campaign.calendar.deadlines import Calendar
    from aidkit.campaign.calendar.loading import calendars, load_calendar
    from aidkit.campaign.clauses.table import clause_table
    from aidkit.campaign.database.contents import Contents
    from aidkit.campaign.database.database import CampaignDatabase
    from aidkit.campaign.database.from_result import contents_of
    from aidkit.campaign.database.transfer import export_database, import_database
    from aidkit.campaign.errors import CampaignError
    from aidkit.campaign.forms.files import form_ids
    from aidkit.campaign.forms.filled import FilledForm
    from aidkit.campaign.forms.filling import fill_form
    from aidkit.campaign.forms.from_payments import payments_table
    from aidkit.campaign.forms.from_recipients import public_list
    from aidkit.campaign.forms.from_screening import campaign_tables
    from aidkit.campaign.forms.reading import load_form
    from aidkit.campaign.forms.writing import write_forms
    from aidkit.campaign.groups.lists import Lists, read_lists
    from aidkit.campaign.guide.directory import Guide, load_guide
    from aidkit.campaign.guide.referral import Referral, count_referrals, refer
    from aidkit.campaign.ledger.invented import invent_events
    from aidkit.campaign.ledger.ledger import Ledger
    from aidkit.campaign.ledger.reading import read_events
    from aidkit.campaign.ledger.taxonomy import Taxonomy, load_taxonomy
    from aidkit.campaign.ledger.writing import write_events
    from aidkit.campaign.plan.campaign import Campaign
    from aidkit.campaign.plan.loading import campaigns, load_campaign
    from aidkit.campaign.screening.result import Screening
    from aidkit.campaign.screening.screen import screen


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'aidkit.campaign' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

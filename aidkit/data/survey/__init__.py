"""Household surveys, each read through a mapping that is data: `read_survey`, and what it returns."""

from __future__ import annotations

from aidkit.data.survey.donors import impute
from aidkit.data.survey.errors import SurveyError
from aidkit.data.survey.mapping import SurveyMapping, mappings, read_mapping
from aidkit.data.survey.reading import Survey, read_survey

__all__ = ["Survey", "SurveyError", "SurveyMapping", "impute", "mappings", "read_mapping", "read_survey"]

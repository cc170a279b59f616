"""Numbers about a population: arrays and weights in, numbers out; nothing here knows a rule or a table."""

from aidkit.measures import calibration, inequality, poverty, targeting

__all__ = ["calibration", "inequality", "poverty", "targeting"]

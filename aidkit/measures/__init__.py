"""Numbers about a population: arrays and weights in, numbers out; nothing here knows a rule or a table."""

from aidkit.measures import budget, calibration, inequality, poverty, targeting, uncertainty

__all__ = ["budget", "calibration", "inequality", "poverty", "targeting", "uncertainty"]

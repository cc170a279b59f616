"""What notebooks show of a user's own: the quality of an extract, the surveys that can be read, rules of one's own."""

from __future__ import annotations

from aidkit.report.own import quality, rules, surveys

__all__ = ["quality", "rules", "surveys"]

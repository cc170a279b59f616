"""The few words a printed report adds of its own, in both languages."""

from __future__ import annotations

from aidkit.report.text import Text

WORDS = {
    "contents": Text("目录", "Contents"),
    "findings": Text("主要结论", "Main findings"),
    "table": Text("表", "Table"),
    "figure": Text("图", "Figure"),
    "nothing": Text("（无）", "(none)"),
    "made": Text("制作说明", "How this report was made"),
    "attention": Text("须注意", "Attention"),
}

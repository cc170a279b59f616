"""Schemes as payment files write them, and what they are called here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SCHEMES: Mapping[str, str] = MappingProxyType(
    {
        "低保": "dibao", "最低生活保障": "dibao", "低保金": "dibao", "单人保": "dibao_single", "特困": "tekun",
        "特困供养": "tekun", "特困人员": "tekun", "特困人员救助供养": "tekun", "孤儿": "orphan",
        "事实无人抚养儿童": "unsupported_child", "低保边缘": "edge",
    }
)  # fmt: skip
ZH: Mapping[str, str] = MappingProxyType(
    {
        "dibao": "低保", "dibao_single": "单人保", "tekun": "特困", "orphan": "孤儿",
        "unsupported_child": "事实无人抚养儿童", "edge": "低保边缘",
    }
)  # fmt: skip


def scheme_zh(scheme: str) -> str:
    """Return the Chinese name of a scheme; a word that is none of ours stays as it was written."""
    return ZH.get(scheme, scheme)

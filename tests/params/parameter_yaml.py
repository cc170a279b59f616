"""Read the files of ``params/`` and ``data/margins/`` as they stand: dates stay text, as the schema sees them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
PARAMS = ROOT / "params"
MARGINS = ROOT / "data" / "margins"

Content = dict[str, Any]


class _TextDates(yaml.SafeLoader):
    """Safe YAML without the resolver that turns ``2021-07-01`` into a date object."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own shape
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read(path: Path) -> Content:
    """Return the content of one file."""
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=_TextDates)
    assert isinstance(content, dict)
    return content


def leaves(tree: Content, prefix: str = "") -> Iterator[tuple[str, Content]]:
    """Yield every dotted path of a parameter tree with its unit and values."""
    for key, node in tree.items():
        if "values" in node:
            yield prefix + key, node
        else:
            yield from leaves(node, f"{prefix}{key}.")


def records(content: Content) -> Iterator[tuple[str, str, Content]]:
    """Yield path, first day in force and record of every value in a file."""
    for path, leaf in leaves(content["parameters"]):
        for day, record in leaf["values"].items():
            yield path, day, record

"""The line each key of a YAML file stands on, so that a message can name it."""

from __future__ import annotations

from pathlib import Path

Keys = tuple[str, ...]


def lines_of(path: Path) -> dict[Keys, int]:
    """Return the line of every key and list item of a YAML file that can be read.

    Args:
        path: The file.

    Returns:
        By keys from the top, e.g. ``("groups", "G1", "checks", "0")``, the line, from 1 on.
    """
    import yaml

    found: dict[Keys, int] = {(): 1}
    tree = yaml.compose(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    waiting: list[tuple[Keys, yaml.Node]] = [((), tree)] if tree is not None else []
    while waiting:
        above, node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            below = [(str(key.value), key, value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            below = [(str(number), value, value) for number, value in enumerate(node.value)]
        else:
            continue
        for name, named, value in below:
            found[(*above, name)] = named.start_mark.line + 1
            waiting.append(((*above, name), value))
    return found


def line_of(lines: dict[Keys, int], keys: Keys) -> int:
    """Return the line of a key, or of the nearest key above it that stands in the file."""
    return next(lines[keys[:length]] for length in range(len(keys), -1, -1) if keys[:length] in lines)

"""Faults of a file that a person wrote, each with its line, gathered so that all are named at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from aidkit.campaign.days import read_date
from aidkit.campaign.errors import CampaignError
from aidkit.campaign.plan.lines import Keys, line_of, lines_of
from aidkit.errors import counted, message, suggestion
from aidkit.parameter_yaml import MAX_FAULTS


class Faults:
    """The faults of one file so far.

    Attributes:
        shown: What messages call the file.
        found: Keys that lead to each fault, and a sentence.
    """

    def __init__(self, path: Path, shown: str) -> None:
        self.shown = shown
        self.found: list[tuple[Keys, str]] = []
        self._lines = lines_of(path)

    def add(self, keys: Keys, said: str) -> None:
        """Note a fault; whoever has more than a hundred mends these first.

        Raises:
            CampaignError: There are more.
        """
        self.found.append((keys, said))
        if len(self.found) > MAX_FAULTS:
            self.refuse()

    def refuse(self) -> None:
        """Refuse the file where it has faults.

        Raises:
            CampaignError: All of them, in the order of the file.
        """
        if self.found:
            raise CampaignError(message(f"{self.shown} has {counted(len(self.found), 'fault')}.", *self._said()))

    def _said(self) -> Iterator[str]:
        for line, keys, said in sorted((line_of(self._lines, keys), keys, said) for keys, said in self.found):
            yield f"  line {line}, {'.'.join(keys) or 'the file'}: {said}"

    def mapping(self, keys: Keys, given: Any, required: Sequence[str] = (), optional: Sequence[str] = ()) -> bool:
        """Tell whether something is a mapping with the keys it needs and no others; note what it is not.

        Args:
            keys: Where it stands.
            given: What stands there.
            required: Keys it needs.
            optional: Keys it may have; where both are empty, any.
        """
        if not isinstance(given, dict):
            self.add(keys, f"{given!r} is not a mapping of keys and values.")
            return False
        missing = [key for key in required if given.get(key) in (None, "")]
        if missing:
            self.add(keys, f"{', '.join(missing)} missing. Needed: {', '.join(required)}.")
        allowed = (*required, *optional)
        for key in given:
            if allowed and key not in allowed:
                self.add((*keys, str(key)), f"{key!r} is no key of this place. {suggestion(str(key), allowed)}")
            elif not isinstance(key, str):
                self.add((*keys, str(key)), f"{key!r} is not text. Put it in quotes.")
        return not missing and all(isinstance(key, str) for key in given)

    def text(self, keys: Keys, given: Any) -> bool:
        """Tell whether something is text; note what it is where it is not."""
        if not isinstance(given, str):
            self.add(keys, f"{given!r} is not text. Put it in quotes.")
        return isinstance(given, str)

    def listed(self, keys: Keys, given: Any) -> bool:
        """Tell whether something is a list; note what it is where it is not."""
        if not isinstance(given, list):
            self.add(keys, f"{given!r} is no list. Write [{given}].")
        return isinstance(given, list)

    def texts(self, keys: Keys, given: Any) -> bool:
        """Tell whether something is a list of texts; note what is none."""
        if not self.listed(keys, given):
            return False
        sound = [self.text((*keys, str(at)), text) for at, text in enumerate(given)]
        return all(sound)

    def one_of(self, keys: Keys, given: Any, allowed: Sequence[str], noun: str) -> bool:
        """Tell whether something is one of the allowed words; note it where it is not."""
        if given in allowed:
            return True
        self.add(keys, f"{given!r} is no {noun}. {suggestion(str(given), allowed)}")
        return False

    def day(self, keys: Keys, given: Any) -> date | None:
        """Return a written day; None where it is none, which is noted."""
        try:
            return read_date(given)
        except ValueError as error:
            self.add(keys, str(error))
            return None

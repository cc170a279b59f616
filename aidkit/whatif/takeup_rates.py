"""Rates of take-up as a user gives them, by scheme and channel, checked all at once."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from numbers import Real
from typing import Any

from aidkit.errors import MeasureError, counted, message, suggestion
from aidkit.schema import Scheme, category_names


class Channel(IntEnum):
    """How a person who is entitled comes to be covered (发现渠道); the first that reaches counts."""

    SELF_APPLICATION = 0
    VISIT = 1
    HOTLINE = 2
    DATA_MATCH = 3


CHANNELS = category_names(Channel)
CHANNELS_ZH = dict(zip(CHANNELS, ("本人申请", "入户走访", "热线", "数据比对"), strict=True))

# Whoever is in gradual exit is on the register already, so there is nothing to take up.
SCHEMES = tuple(name for name in category_names(Scheme) if name not in ("none", "gradual_exit"))

Rates = dict[str, dict[str, float]]

_FORM = 'Give {"self_application": 0.5, "visit": 0.2} for all schemes, or such a mapping for each: {"dibao": {…}, "tekun": {…}}.'


def checked_rates(rates: Mapping[str, Any], entitled: Mapping[str, int]) -> Rates:
    """Return the rates by scheme and channel; a channel not named reaches nobody.

    Args:
        rates: By channel, one rate for all schemes; or by scheme such a mapping.
        entitled: By scheme, how many are entitled, persons or for dibao families: each such scheme needs rates.

    Raises:
        MeasureError: A name is unknown, a rate is no number from 0 to 1, or a scheme lacks rates; all faults are listed.
    """
    if not isinstance(rates, Mapping) or not rates:
        raise MeasureError(message(f"rates: {rates!r} cannot be used.", _FORM))
    nested = any(isinstance(value, Mapping) for value in rates.values())
    by_scheme: Mapping[Any, Any] = rates if nested else dict.fromkeys(SCHEMES, rates)
    faults = list(dict.fromkeys(_faults(by_scheme, nested=nested)))
    if not faults:
        faults = [
            f"{scheme}: {number:,} entitled and no rate given."
            for scheme, number in entitled.items()
            if number and scheme not in by_scheme
        ]
    if faults:
        raise MeasureError(
            message(
                f"The rates of take-up cannot be used; {counted(len(faults), 'fault')}:",
                *(f"- {f}" for f in faults),
                _FORM,
            )
        )
    return {
        scheme: {channel: float(by_scheme[scheme].get(channel, 0.0)) for channel in CHANNELS}
        for scheme in SCHEMES
        if scheme in by_scheme
    }


def _faults(by_scheme: Mapping[Any, Any], *, nested: bool) -> list[str]:
    faults = []
    for scheme, rates in by_scheme.items():
        where = f"{scheme}." if nested else ""
        if scheme not in SCHEMES:
            faults.append(f"{scheme!r} is not a scheme one takes up. {suggestion(str(scheme), SCHEMES)}")
        elif not isinstance(rates, Mapping) or not rates:
            faults.append(f"{scheme}: {rates!r} is not a mapping of channels to rates.")
        else:
            faults += [fault for channel, rate in rates.items() for fault in _fault(where, channel, rate)]
    return faults


def _fault(where: str, channel: Any, rate: Any) -> list[str]:
    if channel not in CHANNELS:
        return [f"{where}{channel}: not a channel. {suggestion(str(channel), CHANNELS)}"]
    if isinstance(rate, bool) or not isinstance(rate, Real) or not 0.0 <= float(rate) <= 1.0:
        return [f"{where}{channel}: {rate!r} is not a share. Allowed: a number from 0 to 1."]
    return []

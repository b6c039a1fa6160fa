"""The texts of the sample district (样例): invented places, people and matters, as data."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

import msgspec

from consultroom import resources
from consultroom.frozen import Frozen


@cache
def load(name: str) -> Any:
    """Return one file of ``resources/sample_district`` as plain values."""
    file = resources.path("sample_district", f"{name}.json")
    return msgspec.json.decode(file.read_bytes())


class Texts(Frozen):
    """The texts fitted to one station: place and village filled in, order shuffled by chance."""

    place: str
    units: tuple[str, ...]
    chance: Random

    def topics(self) -> list[dict[str, Any]]:
        """Return the topics that fit this place, shuffled; placeholders still in."""
        fitting = self._fitting("topics")
        self.chance.shuffle(fitting)
        return fitting

    def _fitting(self, name: str) -> list[dict[str, Any]]:
        kind = "镇" if self.place.endswith("镇") else "街道"
        return [told for told in load(name) if told["for"] in (kind, "both")]

    def fitted(self, value: Any, unit: str, month: int) -> Any:
        """Return a value with its placeholders filled in, lists and tables all the way down."""
        if isinstance(value, str):
            filled = value.replace("{place}", self.place).replace("{unit}", unit)
            return filled.replace("{month}", str(month))
        if isinstance(value, list):
            return [self.fitted(item, unit, month) for item in value]
        if isinstance(value, dict):
            return {key: self.fitted(item, unit, month) for key, item in value.items()}
        return value

    def placed(self, topic: dict[str, Any], month: int) -> dict[str, Any]:
        """Return a topic set in one of the villages or communities."""
        unit = self.unit()
        told: dict[str, Any] = self.fitted(topic, unit, month)
        return told | {"unit": unit}

    def visit(self, month: int) -> dict[str, Any]:
        """Return one visit."""
        return dict(
            self.fitted(self.chance.choice(self._fitting("receptions")), self.unit(), month)
        )

    def unit(self) -> str:
        """Return one of the villages or communities."""
        return self.chance.choice(self.units)

    def say(self, pool: str, *under: str) -> str:
        """Return one sentence of a pool of ``wording.json``."""
        found: Any = load("wording")[pool]
        for key in under:
            found = found[key]
        return str(self.fitted(self.chance.choice(found), self.unit(), 1))


@cache
def surnames() -> tuple[str, ...]:
    """Return the surnames, those of two characters too."""
    return tuple(load("names")["surnames"])


@cache
def givens(gender: str = "") -> tuple[str, ...]:
    """Return the given names of 男 or 女, or all."""
    pools = load("names")["given"]
    chosen = {"男": ("male",), "女": ("female",)}.get(gender, ("male", "female"))
    return tuple(name for pool in chosen for name in pools[pool])

"""Who of many full names bears a given name or surname, be either in a case form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from fieldnotes.redaction.matcher import surface_key

_SHORTEST = 5
"""Sounds, so that "Ali" is not found in "Aliyev"."""
_LONGEST_ENDING = 5
_WOMANS = "a"
"""Huseynova is no case form of Huseynov."""

Id = TypeVar("Id")


class Bearers(Generic[Id]):
    """The words of full names; a surname that several people bear is no evidence for one of them."""

    def __init__(self, names: Iterable[tuple[Id, str]]) -> None:
        """`names` are (id, name); those of one word are left out."""
        self._by_start: dict[str, list[tuple[str, Id]]] = {}
        for number, name in names:
            words = name.split()
            for word in words if len(words) > 1 else ():
                key = _key(word)
                self._by_start.setdefault(key[:_SHORTEST], []).append((key, number))

    def of(self, name: str) -> set[Id]:
        """The ids of the full names that have the word `name`, with or without an ending."""
        key = _key(name)
        near = self._by_start.get(key[:_SHORTEST], ())
        # The shortest of its forms, so that two case forms of one surname meet.
        stem = min((other for other, _ in near if _is_form(key, other)), key=len, default=key)
        return {number for other, number in near if _is_form(key, other) or _is_form(stem, other)}


def _key(word: str) -> str:
    """How the word sounds; a and e are written for each other."""
    return surface_key(word).replace("e", "a")


def _is_form(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORTEST:
        return shorter == longer
    ending = longer.removeprefix(shorter)
    return longer.startswith(shorter) and len(ending) <= _LONGEST_ENDING and ending != _WOMANS

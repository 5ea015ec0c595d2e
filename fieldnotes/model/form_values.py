"""Forms as plain values (text, numbers, lists, tables): as they are stored, printed and read; and their codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from fieldnotes.errors import BadValue
from fieldnotes.i18n import N_, tr
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.forms import Evidence, Form, Incident, Publication, Sighting

_T = TypeVar("_T")
CODE = re.compile(r"(?<![\w-])[A-Z]{1,2}-\d{3,}(?![\w-])")
"""A code of a register entry or record, in any text."""
FORMS: Mapping[str, type[Form]] = MappingProxyType(
    {"incident": Incident, "publication": Publication, "evidence": Evidence, "sighting": Sighting}
)
_UNREADABLE = N_("something else")


def name_of(form: Form) -> str:
    """The word under which a form is stored."""
    return next(name for name, kind in FORMS.items() if type(form) is kind)


def as_plain(value: Any) -> Any:
    """A form, or a part of one, without what is empty or usual; dates in their notation."""
    if isinstance(value, UncertainDate):
        return str(value)
    if is_dataclass(value):
        told = {field.name: getattr(value, field.name) for field in fields(value)}
        return {field.name: as_plain(told[field.name]) for field in fields(value) if told[field.name] != _usual(field)}
    if isinstance(value, tuple):
        return [as_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


def from_plain(kind: type[_T], raw: object, *, strict: bool = True) -> _T:
    """What `as_plain` made. Not `strict`: members that this program does not know are passed over.

    Raises:
        BadValue: it is of another shape, or has a member or word that is not known.
    """
    if not isinstance(raw, Mapping):
        raise _bad(kind.__name__.lower(), "table")
    hints = _hints(cast("Hashable", kind))
    if strict and (unknown := sorted(set(map(str, raw)) - set(hints))):
        raise _bad(unknown[0] if unknown[0].isidentifier() else "field", ", ".join(hints))
    return kind(**{name: _value(hints[name], value, name, strict) for name, value in raw.items() if name in hints})


def codes_in(form: Form) -> frozenset[str]:
    """Every code of an entry or record that a form names anywhere."""
    return frozenset(match[0] for text in _texts(form) for match in CODE.finditer(text))


def recoded(form: Form, codes: Mapping[str, str]) -> Form:
    """The form with other codes for what is called otherwise here."""
    return _mapped(form, lambda text: recoded_text(text, codes))


def recoded_text(text: str, codes: Mapping[str, str]) -> str:
    """Words with other codes in them."""
    return CODE.sub(lambda match: codes.get(match[0], match[0]), text)


def _mapped(value: _T, change: Callable[[str], str]) -> _T:
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return change(value)  # type: ignore[return-value]  # a text for a text
    if isinstance(value, tuple):
        return tuple(_mapped(item, change) for item in value)  # type: ignore[return-value]  # likewise
    if is_dataclass(value) and not isinstance(value, UncertainDate | type):
        told = {field.name: _mapped(getattr(value, field.name), change) for field in fields(value)}
        return replace(value, **told)
    return value


def _texts(value: Any) -> list[str]:
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    _mapped(value, note)
    return found


@lru_cache(maxsize=32)
def _hints(kind: Hashable) -> dict[str, Any]:
    """The type of each field. Finding it out costs more than reading the whole form."""
    return get_type_hints(kind)


def _value(hint: Any, raw: object, name: str, strict: bool) -> Any:
    if hint is UncertainDate:
        return UncertainDate.parse(_text(raw, name))
    if get_origin(hint) is tuple:
        if isinstance(raw, str) or not isinstance(raw, list | tuple):
            raise _bad(name, "list")
        return tuple(_value(get_args(hint)[0], item, name, strict) for item in raw)
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return from_plain(hint, raw, strict=strict)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        try:
            return hint(_text(raw, name))
        except ValueError as error:
            raise _bad(name, ", ".join(hint)) from error
    if hint is int:
        if not isinstance(raw, int) or raw < 0:
            raise _bad(name, "0, 1, 2, …")
        return raw
    return _text(raw, name)


def _text(raw: object, name: str) -> str:
    if hasattr(raw, "isoformat"):
        return str(raw.isoformat())  # a date in TOML
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise _bad(name, "text")
    return str(raw)


def _usual(field: Field[Any]) -> Any:
    return None if field.default is MISSING else field.default


def _bad(field: str, allowed: str) -> BadValue:
    return BadValue(field=field, value=tr(_UNREADABLE), allowed=allowed)

"""A policy document: TOML of the format `fieldnotes-policy/1`, read into the limits that it sets.

It can only tighten what is built in. Lines that nothing in this program answers are named, so that nobody believes
that a line is kept which is not. Format: docs/formats/policy.md.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from fieldnotes.crypto import sign
from fieldnotes.i18n import N_, tr
from fieldnotes.policy.limits import BUILT_IN, Policy, Wrong
from fieldnotes.policy.lines import FOR_PEOPLE, contradiction, reader_of

FORMAT = "fieldnotes-policy/1"
MAX_BYTES = 20 * 1024
"""A header of 64 KiB has room for it beside eight slots and eight recipients."""

_MOST_LINES = 200
_MOST_DEPTH = 4
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")
HEAD = ("format", "id", "version", "issued", "expires", "successor")
_SHOWN = 60
_GATHERED = ("field_levels", "min_openssl")
"""Limits to which each of several lines adds its own."""


def parse(raw: bytes, *, lenient: bool = False) -> Policy:
    """The policy in the bytes of a file.

    `lenient` is for a document that was accepted before, perhaps by another program: a line that this one cannot
    take is unanswered instead of an error.

    Raises:
        Wrong: not TOML, another format, a wrong value, or one that is looser than what is built in.
    """
    table = _table(raw)
    changes = _head(table, raw)
    lines = list(_lines({key: value for key, value in table.items() if key not in HEAD}))
    if len(lines) > _MOST_LINES:
        raise Wrong(tr(N_("it has more than {most} lines"), most=_MOST_LINES))
    unanswered, unknown = [], []
    for line, value in lines:
        reader = reader_of(line)
        if reader is None:
            unanswered.append(line)
            if not line.startswith(FOR_PEOPLE):
                unknown.append(line)
            continue
        try:
            for name, one in reader(line, value).items():
                changes[name] = (*changes.get(name, ()), *one) if name in _GATHERED else one
        except Wrong:
            if not lenient:
                raise
            unanswered.append(line)
    if impossible := contradiction(changes):
        line, name = impossible
        if not lenient:
            raise Wrong(tr(N_("{line} cannot be kept together with its other lines"), line=line))
        unanswered.append(line)
        del changes[name]
    told = tuple((line, shown(value)) for line, value in lines)
    return replace(BUILT_IN, **changes, lines=told, unanswered=tuple(unanswered), unknown=tuple(unknown))


def _table(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_BYTES:
        raise Wrong(tr(N_("it is longer than {most} bytes"), most=MAX_BYTES))
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Wrong(tr(N_("it is not TOML"))) from error


def _head(table: Mapping[str, Any], raw: bytes) -> dict[str, Any]:
    if table.get("format") != FORMAT:
        raise Wrong(tr(N_("its format is not {format}"), format=FORMAT))
    identifier, version = table.get("id"), table.get("version")
    if not isinstance(identifier, str) or not _NAME.fullmatch(identifier):
        raise Wrong(tr(N_("id must be a short name of Latin letters, digits, dots and hyphens")))
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version < 2**31:
        raise Wrong(tr(N_("version must be a whole number from 1")))
    return {
        "id": identifier,
        "version": version,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "issued": _day(table, "issued"),
        "expires": _day(table, "expires"),
        "successor": _key(table.get("successor")),
    }


def _day(table: Mapping[str, Any], line: str) -> date | None:
    value = table.get(line)
    if value is None:
        return None
    if type(value) is not date:
        raise Wrong(tr(N_("{line} must be a day such as 2027-05-01"), line=line))
    return value


def _key(value: object) -> bytes:
    """The key of who may sign the next version, as minisign writes public keys."""
    if value is None:
        return b""
    try:
        return sign.public_key(value if isinstance(value, str) else "")
    except sign.BadSignature as error:
        raise Wrong(tr(N_("successor must be a key that policy sign prints"))) from error


def _lines(table: Mapping[str, Any], prefix: str = "", depth: int = 1) -> Iterator[tuple[str, Any]]:
    """Every leaf with its dotted name, depth first."""
    for key, value in table.items():
        if not _NAME.fullmatch(key) or depth > _MOST_DEPTH:
            raise Wrong(tr(N_("a line has an impossible name")))
        if isinstance(value, dict):
            yield from _lines(value, f"{prefix}{key}.", depth + 1)
        else:
            yield prefix + key, value


def shown(value: object) -> str:
    """A value in short, for people."""
    if isinstance(value, list):
        shown = ", ".join(str(one)[:16] for one in value)
    else:
        shown = str(value).lower() if isinstance(value, bool) else str(value)
    return "".join(character if character.isprintable() else "\ufffd" for character in shown)[:_SHOWN]

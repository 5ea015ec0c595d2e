"""Which records speak of which register entry, by name or by code: kept as codes and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from fieldnotes.model.form_values import CODE
from fieldnotes.model.level import Level
from fieldnotes.model.record import Record
from fieldnotes.progress import Watch
from fieldnotes.redaction.matcher import Register
from fieldnotes.services.session import Session
from fieldnotes.vault.records import sealed_words

_AT_A_TIME = 50
"""Records whose mentions are written down together; what was found of the last ones is looked for again if stopped."""


def refresh(session: Session, *, watch: Watch | None = None) -> None:
    """Read again what changed since the last look. Does nothing while names are sealed."""
    if not session.sealed_open:
        return
    waiting = session.vault.unscanned()
    if not waiting:
        return
    register = session.matcher()
    for first in range(0, len(waiting), _AT_A_TIME):
        with session.vault.transaction():
            for done, code in enumerate(waiting[first : first + _AT_A_TIME], first):
                if watch is not None:
                    watch.step(done, len(waiting), "looking for names")
                _note(session, register, session.vault.record(code))


def look_at(session: Session, code: str) -> None:
    """Read one record again if it, or the register, changed since the last look. Does nothing while names are sealed.

    Raises:
        NoSuchRecord: there is no such record.
    """
    if session.sealed_open and session.vault.is_unscanned(code):
        _note(session, session.matcher(), session.vault.record(code))


def named_in_the_open(
    session: Session, *, without: Collection[Level] = (), cases: Collection[str] = (), watch: Watch | None = None
) -> tuple[str, ...]:
    """Records below SEALED in whose open text, sealed passages left out, somebody of the register is named.

    Those at levels in `without` or in one of `cases` are left out. While names are sealed: as last looked.
    """
    refresh(session, watch=watch)
    vault, found = session.vault, []
    for row in vault.rows():
        if row.level in {Level.SEALED, *without} or row.case in cases or not vault.mentions(row.code):
            continue
        if not session.sealed_open or _names_somebody(session, vault.record(row.code)):
            found.append(row.code)
    return tuple(sorted(found))


def _names_somebody(session: Session, record: Record) -> bool:
    opened, sealed = sealed_words.split(record.body)
    if sealed is None and not CODE.search(opened.text):
        return True  # it is among those that mention somebody, and not by a code
    language = record.row.card.language if record.row.card is not None else ""
    return bool(session.matcher().scan(opened.text, language=language))


def _note(session: Session, register: Register, record: Record) -> None:
    language = record.row.card.language if record.row.card is not None else ""
    hits = register.scan(record.body.text, language=language)
    found = Counter(hit.ids[0] for hit in hits if len(hit.ids) == 1)
    for block in record.body.blocks:  # one by one: no other thread of Python runs inside a search of five megabytes
        found.update(match[0] for match in CODE.finditer(block.text) if session.vault.has_entry(match[0]))
    session.vault.set_mentions(record.code, found)

"""Cases, records, drafts, levels and marks: everything that changes what is written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from fieldnotes import clock
from fieldnotes.errors import BadValue, FormNeeded, NoSuchRecord, QuoteNotFound, ReasonNeeded, ReplacementTells
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.forms import Incident
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.record import PUBLIC_DOCUMENT, WRITTEN, Body, Card, Case, Draft, Kind, Passage, Record, Row
from fieldnotes.model.redaction import ReasonCode
from fieldnotes.protection import policy
from fieldnotes.redaction.vocabulary import find_codes
from fieldnotes.services.session import Session
from fieldnotes.services.typed_words import named_in
from fieldnotes.vault.records import placeholders, sealed_words
from fieldnotes.vault.records.versions import Revision

EXCERPT_LENGTH = 200
TITLE_LENGTH = 80
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_NO_CODE = N_("something that is not a language's code")
_ENTRY_PREFIXES = ("S-", "P-", "O-", "L-", "F-", "E-", "H-")


def add_case(session: Session, title: str, *, floor: Level = Level.PUBLIC) -> Case:
    """Start a dossier. `floor` is the least level of anything in it."""
    if not title.strip():
        raise BadValue(field="title", value="empty", allowed="any words")
    return session.vault.add_case(title.strip(), floor=floor)[0]


def new_record(session: Session, case: str, *, kind: Kind, card: Card, body: Body, level: Level = DEFAULT_LEVEL) -> Row:
    """Keep a new testimony or note."""
    return session.vault.add_record(case, kind=kind, level=level, card=completed(card, body), body=body)[0]


def set_source(session: Session, code: str, source: str) -> Changes:
    """Say whose words a record is: the code of an entry, nobody's yet (empty), or `PUBLIC_DOCUMENT`.

    Raises:
        NoSuchRecord: there is no such record or entry.
        SealedClosed: it is SEALED and the compartment is closed.
    """
    if source and source != PUBLIC_DOCUMENT:
        session.vault.entry(source)
    record = session.vault.record(code)
    assert record.row.card is not None  # the body could be read, so the card can be too
    return save(session, code, card=record.row.card.with_source(source), body=record.body)


def save(session: Session, code: str, *, card: Card, body: Body) -> Changes:
    """Store a new version of a record; the one before stays as a revision. Its draft is the caller's to drop.

    Of a record that is kept in fields, marks and card are stored. A note whose text is changed has no fields any more.

    Raises:
        FormNeeded: its text follows from its fields and would not any more (`forms.change`).
        BadValue: see `completed`.
    """
    before = session.vault.record(code)
    same = before.body.blocks == body.blocks
    if is_kept_in_fields(before) and not same:
        raise FormNeeded(code=code)
    body = replace(body, form=before.body.form if same else None)
    return session.vault.save(code, card=completed(card, body), body=body)[1]


def is_kept_in_fields(record: Record) -> bool:
    """Is its text made of fields, so that only they can change it? Marks and card stay free."""
    has_fields = record.body.form is not None or sealed_words.are_in(record.body)
    return record.row.kind not in WRITTEN and has_fields


def completed(card: Card, body: Body) -> Card:
    """A card with the title, excerpt and coded terms that follow from the body.

    Passages with a level of their own never reach the excerpt, which lists show, nor a title that is the first line,
    nor the coded terms. A title of one's own and tags lose the words that the body seals.

    Raises:
        BadValue: the language, which every reader sees, is not a code (BCP 47) but free text.
    """
    if card.language and not _LANGUAGE.fullmatch(card.language):
        raise BadValue(field="language", value=tr(_NO_CODE), allowed="az, ru, en-GB")
    text = _without_passages(body)
    sealed = _sealed_lines(body)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    title = card.title.strip()
    derived = not title or body.text.lstrip().startswith(title) or any(title in line for line in sealed)
    title = (lines[0][:TITLE_LENGTH] if lines else "") if derived else _cut(title, sealed)
    own = tuple(tag for tag in card.tags if ":" not in tag and tag == _cut(tag, sealed))
    return replace(
        card,
        title=title,
        excerpt=" ".join(lines)[:EXCERPT_LENGTH],
        tags=(*own, *sorted({*find_codes(text), *_coded(body)})),
    )


def _coded(body: Body) -> Iterator[str]:
    """The codes in the fields of an incident; none where something is marked, because a tag would tell it."""
    if not isinstance(body.form, Incident) or body.passages:
        return
    for act in body.form.acts:
        yield from filter(None, (act.what, *act.methods, *act.charges, *(one.agent for one in act.perpetrators)))
        yield from (f"law:{article}" for article in act.articles)


def _without_passages(body: Body) -> str:
    """The body's text with an ellipsis for each passage."""
    text, parts, at = body.text, list[str](), 0
    for passage in sorted(body.passages, key=lambda passage: passage.start):
        if passage.end > at:
            parts += [text[at : max(at, passage.start)], "…"]
            at = passage.end
    return "".join((*parts, text[at:]))


def _sealed_lines(body: Body) -> list[str]:
    """What SEALED passages say, line by line, the longest first."""
    lines = {line.strip() for words in sealed_words.texts(body) for line in words.split("\n")}
    return sorted(lines - {""}, key=len, reverse=True)


def _cut(text: str, sealed: list[str]) -> str:
    """`text` with an ellipsis wherever a word or words that are sealed begin in it, suffixes left."""
    for line in sealed:
        text = re.sub(rf"(?<!\w){re.escape(line)}", "…", text)
    return text


def autosave(session: Session, draft: Draft) -> Changes:
    """Keep what was typed, encrypted under its record's level."""
    return session.vault.put_draft(draft)


def drafts(session: Session) -> list[Draft]:
    """Unsaved typing; what was typed while sealed words were closed shows them again once they are open."""
    return [_with_words(session, draft) for draft in session.vault.drafts()]


def _with_words(session: Session, draft: Draft) -> Draft:
    if not draft.record or not session.sealed_open or not placeholders.stand_in(draft.body):
        return draft
    try:
        whole = placeholders.refilled(session.vault.record(draft.record).body, draft.body)
    except NoSuchRecord:
        return draft
    return draft if whole is None else replace(draft, body=whole)


def keep_unfinished(session: Session) -> list[Row]:
    """Make records of drafts that belong to none: a sealed note that was typed on a journey and never finished.

    Forms that were typed into stay drafts, to be gone on with.
    """
    made = []
    for draft in session.vault.drafts():
        if not draft.record and draft.body.form is None:
            card = Card(title=draft.title)
            row = new_record(session, draft.case, kind=draft.kind, level=draft.level, card=card, body=draft.body)
            session.vault.drop_draft(draft.id)
            made.append(row)
    return made


def drop_draft(session: Session, draft_id: str) -> Changes:
    return session.vault.drop_draft(draft_id)


def revisions(session: Session, code: str) -> list[Revision]:
    return session.vault.revisions(code)


def revision(session: Session, code: str, version: int) -> Record:
    return session.vault.revision(code, version)


def set_level(session: Session, code: str, level: Level, *, reason: str = "", second: str = "") -> Changes:
    """Move a record or register entry to another level. `second` is who else agreed to lowering it.

    Raises:
        ReasonNeeded: giving protection up needs a reason, which is written to the ledger.
        SecondNeeded, PolicyForbids: the policy asks for more, or for a higher level.
        SealedClosed: whether a name may be written outside is decided by whoever may read it.
    """
    vault = session.vault
    if code.startswith(_ENTRY_PREFIXES):
        old = vault.entry(code).level
        _reason_where_lowered(level, old, reason)
        if policy.is_lower(level, old):
            session.needs_sealed()
        changes = vault.change_entry(code, level=level, reason=reason, second=second)
    else:
        old = vault.row(code).level
        _reason_where_lowered(level, old, reason)
        changes = vault.set_level(code, level, reason=reason, second=second)
    return changes


def mark(
    session: Session,
    code: str,
    *,
    quote: str,
    level: Level,
    replacement: str = "",
    reason: str = "",
    reason_code: ReasonCode | None = None,
    second: str = "",
) -> int:
    """Give every occurrence of `quote` in a record a level of its own; returns how many there are.

    A passage marked before stays marked where the new one only overlaps it, so that a mark never opens what another
    closes; exactly the same words take the new level. What readers see of marks that overlap is worded by the one with
    the highest level, then by the longest (see `marks.joined`).

    Raises:
        QuoteNotFound: nothing was changed.
        ReplacementTells: readers would see a name of the register instead.
        ReasonNeeded, SecondNeeded: the same words were marked with a higher level.
        SealedClosed: the record has SEALED passages or gets one, and the compartment can neither be read nor written.
    """
    record = session.vault.record(code)
    if sealed_words.are_in(record.body) or level is Level.SEALED:
        session.needs_to_write_sealed()
    text = record.body.text
    found = _occurrences(text, quote)
    if not found:
        raise QuoteNotFound(code=code)
    if named := named_in(session, replacement):
        raise ReplacementTells(codes=", ".join(named))
    same = [passage for passage in record.body.passages if (passage.start, passage.end) in found]
    for passage in same:
        session.vault.policy.given_for(level, passage.level, reason=reason, second=second)
    told = Passage(0, 0, level, "", replacement, reason, code=reason_code or "", who="owner", marked=clock.stamp())
    new = tuple(replace(told, start=start, end=end, quote=text[start:end]) for start, end in found)
    kept = tuple(passage for passage in record.body.passages if passage not in same)
    body = replace(record.body, passages=tuple(sorted((*kept, *new), key=lambda passage: passage.start)))
    card = record.row.card
    assert card is not None  # the body could be read, so the card can be too
    save(session, code, card=card, body=body)
    return len(found)


def _occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    """Where the quoted words stand; differences in white space do not matter."""
    words = quote.split()
    if not words:
        return []
    found = []
    at = 0
    while (start := text.find(words[0], at)) >= 0:
        end = start + len(words[0])
        for word in words[1:]:
            gap = end
            while gap < len(text) and text[gap].isspace():
                gap += 1
            if gap == end or not text.startswith(word, gap):
                end = -1
                break
            end = gap + len(word)
        if end >= 0:
            found.append((start, end))
        at = max(end, start + 1)
    return found


def _reason_where_lowered(new: Level, old: Level, reason: str) -> None:
    if policy.is_lower(new, old) and not reason.strip():
        raise ReasonNeeded

"""Incidents, publications and sightings: checked, turned into text, kept; and changed without losing what is marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from fieldnotes import clock
from fieldnotes.errors import BadValue, FormNeeded, NoSuchRecord
from fieldnotes.i18n import N_, tr
from fieldnotes.model.changes import Changes
from fieldnotes.model.form_values import CODE
from fieldnotes.model.forms import Act, Evidence, Form, Incident, Publication, Sighting
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.record import PUBLIC_DOCUMENT, Body, Card, Kind, Passage, Record, Row
from fieldnotes.protection import policy
from fieldnotes.services import vocabulary, write
from fieldnotes.services.cleaning import one_line
from fieldnotes.services.form_text import blocks_of
from fieldnotes.services.session import Session
from fieldnotes.services.vocabulary import Vocabulary

_KINDS: dict[type[Form], Kind] = {
    Incident: Kind.INCIDENT,
    Publication: Kind.PUBLICATION,
    Evidence: Kind.EVIDENCE,
    Sighting: Kind.NOTE,
}
_ARTICLE = re.compile(r"[\w./-]{1,24}")
MARK = "[…]"
_PROGRAM = "FieldNotes"
_LEADS = N_("by these words somebody could be found")
_SPACES = N_("words with spaces")
_NO_ARTICLE = N_("something that is not the number of an article")


def kind_of(form: Form) -> Kind:
    """What a record with this form is."""
    return _KINDS[type(form)]


def add(
    session: Session,
    case: str,
    form: Form,
    *,
    title: str = "",
    level: Level = DEFAULT_LEVEL,
    language: str = "",
    source: str = "",
    tags: Iterable[str] = (),
) -> Row:
    """Keep a new record with this form. Without a `source`, whoever gives the first account is it.

    Raises:
        BadValue: a coded field holds no term, or an article is none.
        NoSuchRecord: the form names a code that is not there.
        SealedClosed: the level is SEALED and the compartment is closed.
    """
    terms = vocabulary.of(session)
    form = checked(session, form, terms)
    card = Card(title=title or _title(form, terms, language), language=language, dated=_dated(form), tags=tuple(tags))
    card = card.with_source(_source(session, form, source))
    blocks = blocks_of(form, terms, language)
    body = Body(blocks, _protected(session, form, Body(blocks)), form)
    return session.vault.add_record(
        case, kind=_KINDS[type(form)], level=level, card=write.completed(card, body), body=body
    )[0]


def change(
    session: Session, code: str, form: Form, *, title: str | None = None, language: str | None = None
) -> Changes:
    """Keep a new version of a record with other fields.

    What was marked stays marked wherever its words stand; where they were changed, the whole field is marked.

    Raises:
        FormNeeded: the record has no form, or one of another kind.
        SealedClosed: the record is SEALED or has SEALED passages, and the compartment is closed.
        BadValue, NoSuchRecord: as `add`.
    """
    record = session.vault.record(code)
    before = form_of(session, record)
    if type(before) is not type(form) or not _is_same_file(before, form):
        raise FormNeeded(code=code)
    card = record.row.card
    assert card is not None  # the body could be read
    terms = vocabulary.of(session)
    form = checked(session, form, terms)
    language = card.language if language is None else language
    blocks = blocks_of(form, terms, language)
    plain = Body(blocks)
    marks = {(one.start, one.end): one for one in _protected(session, form, plain)} if _named_anew(before, form) else {}
    marks |= {(one.start, one.end): one for one in _carried(record.body, plain)}
    body = Body(blocks, tuple(sorted(marks.values(), key=lambda one: (one.start, one.end))), form)
    derived = card.title == _title(before, terms, card.language)
    new_title = _title(form, terms, language) if title is None and derived else card.title if title is None else title
    card = replace(card, title=new_title, language=language, dated=_dated(form))
    return session.vault.save(code, card=write.completed(card, body), body=body)[1]


def read(session: Session, code: str) -> tuple[Record, Form]:
    """A record and its fields; errors as `form_of`.

    Raises:
        NoSuchRecord.
    """
    record = session.vault.record(code)
    return record, form_of(session, record)


def go_back(session: Session, record: Record, old: Record) -> Changes:
    """Give a record the fields of an older version of it; custody of evidence only ever grows.

    Raises:
        FormNeeded, SealedClosed: see `change`.
    """
    form, now = form_of(session, old), form_of(session, record)
    assert old.row.card is not None  # the form could be read
    if isinstance(form, Evidence) and isinstance(now, Evidence):
        form = replace(form, custody=now.custody)
    return change(session, record.code, form, title=old.row.card.title, language=old.row.card.language)


def form_of(session: Session, record: Record) -> Form:
    """The fields of a record.

    Raises:
        SealedClosed: some of them are SEALED and the compartment is closed.
        FormNeeded: it has none.
    """
    if record.body.form is not None:
        return record.body.form
    if any(passage.level is Level.SEALED for passage in record.body.passages):
        session.needs_sealed()
    raise FormNeeded(code=record.code)


def checked(session: Session, form: Form, terms: Vocabulary) -> Form:
    """The form with the codes of its coded fields; errors as `add`."""
    match form:
        case Incident():
            form = replace(form, acts=tuple(_checked_act(act, terms) for act in form.acts))
        case Publication() if form.url and any(sign.isspace() for sign in form.url):
            raise BadValue(field="url", value=tr(_SPACES), allowed="https://…")
        case _:
            pass
    for code in _pointers(form):
        if not (session.vault.has_entry(code) or session.vault.has_record(code)):
            raise NoSuchRecord(name=code)
    return form


def _checked_act(act: Act, terms: Vocabulary) -> Act:
    for article in act.articles:
        if not _ARTICLE.fullmatch(article):
            raise BadValue(field="articles", value=tr(_NO_ARTICLE), allowed="535.1")
    return replace(
        act,
        what=terms.code(act.what, "act") if act.what else "",
        methods=tuple(terms.code(one, "method") for one in act.methods),
        charges=tuple(terms.code(one, "charge") for one in act.charges),
        perpetrators=tuple(
            replace(one, agent=terms.code(one.agent, "agent") if one.agent else "") for one in act.perpetrators
        ),
    )


def _pointers(form: Form) -> Iterator[str]:
    """What the fields that hold a code, or may hold one, point at."""
    match form:
        case Incident():
            for act in form.acts:
                yield from (*act.victims, *act.targets, *(one.entry for one in act.perpetrators if one.entry))
                yield from filter(CODE.fullmatch, (act.trigger, act.official.source, act.account.source))
            yield from filter(CODE.fullmatch, (form.place,))
        case Publication():
            yield from filter(None, (form.author,))
        case Evidence():
            yield from filter(None, (form.giver,))
        case Sighting():
            yield from filter(CODE.fullmatch, (form.place,))


def _source(session: Session, form: Form, given: str) -> str:
    if given and given != PUBLIC_DOCUMENT:
        session.vault.entry(given)
    if given:
        return given
    told = [act.account.source for act in form.acts] if isinstance(form, Incident) else []
    told += [form.giver] if isinstance(form, Evidence) else []
    return next((code for code in told if session.vault.has_entry(code)), "")


def _title(form: Form, terms: Vocabulary, language: str) -> str:
    """What the first act was called, or what the thing is called: no names, which a title of one's own may hold."""
    match form:
        case Incident():
            return next((terms.label(act.what, language) for act in form.acts if act.what), "")
        case Publication():
            return form.title
        case Evidence():
            return form.media_type
        case Sighting():
            return ""


def _dated(form: Form) -> str:
    return form.at[:10] if isinstance(form, Sighting) else str(form.when)


def _carried(old: Body, new: Body) -> tuple[Passage, ...]:
    """The marks of the old text on the new one. Words that are gone take the whole field they stood in along."""
    text = new.text
    found: dict[tuple[int, int], Passage] = {}
    for mark in old.passages:
        spans = list(_places(text, mark.quote)) or list(_fields(old, new, mark))
        for start, end in spans:
            known = found.get((start, end))
            if known is None or policy.is_lower(known.level, mark.level):
                found[start, end] = replace(mark, start=start, end=end, quote=text[start:end])
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.end)))


def _is_same_file(before: Form, now: Form) -> bool:
    """Evidence stays what came in, and its custody log is only ever continued."""
    if not isinstance(before, Evidence) or not isinstance(now, Evidence):
        return True
    kept = ("name", "media_type", "size", "sha256", "copy_sha256", "copy_size")
    same = all(getattr(before, one) == getattr(now, one) for one in kept)
    return same and now.custody[: len(before.custody)] == before.custody


def _protected(session: Session, form: Form, body: Body) -> tuple[Passage, ...]:
    """Marks that a new form gets by itself: by the title of a text its author is found, as by the name of a file.

    Of a publication they have the level of its author, so that they go with her name.
    """
    words: tuple[str, ...]
    match form:
        case Publication() if form.author:
            level, words = session.vault.entry(form.author).level, (form.title, form.outlet, form.url)
        case Evidence():
            level, words = DEFAULT_LEVEL, (form.name,)
        case _:
            return ()
    if level is Level.PUBLIC:
        return ()
    told = Passage(0, 0, level, "", MARK, reason=tr(_LEADS), who=_PROGRAM, marked=clock.stamp())
    found = {span: span for one in words for span in _places(body.text, one_line(one))}
    return tuple(
        replace(told, start=start, end=end, quote=body.text[start:end]) for start, end in sorted(found.values())
    )


def _named_anew(before: Form, now: Form) -> bool:
    """Whether another author is told, or other words that lead to the author."""
    if isinstance(before, Publication) and isinstance(now, Publication):
        return (before.author, before.title, before.outlet, before.url) != (now.author, now.title, now.outlet, now.url)
    return False


def _places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    at = text.find(quote) if quote.strip() else -1
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + len(quote))


def _fields(old: Body, new: Body, mark: Passage) -> Iterator[tuple[int, int]]:
    """The lines of the new text that are called like those of the old one in which a mark was."""
    names, at = set[str](), 0
    for block in old.blocks:
        if at < mark.end and mark.start <= at + len(block.text):
            names.add(_name(block.text))
        at += len(block.text) + 1
    at = 0
    for block in new.blocks:
        if block.text and _name(block.text) in names:
            yield at, at + len(block.text)
        at += len(block.text) + 1


def _name(line: str) -> str:
    """What a field's line begins with; empty for a line of a narrative, so that all of them are like each other."""
    head, colon, _ = line.partition(": ")
    return head if colon else ""

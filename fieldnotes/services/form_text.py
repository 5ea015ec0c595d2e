"""A form as the text that everybody reads: search, redaction, review and bundles know nothing of forms but this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.forms import (
    Act,
    Attribution,
    Claim,
    Evidence,
    Form,
    Incident,
    Involvement,
    Perpetrator,
    Publication,
    Sighting,
)
from fieldnotes.model.record import Block, BlockStyle
from fieldnotes.redaction.accounts import AccountKind
from fieldnotes.redaction.vocabulary import LANGUAGES
from fieldnotes.services.cleaning import one_line
from fieldnotes.services.vocabulary import FALLBACK, Vocabulary, month, worded

_HEADING = "## "
"""Begins a line of a narrative that is a heading."""
_DAY_PARTS = 3
_ACCOUNTS = {"official": AccountKind.OFFICIAL_REASON, "account": AccountKind.OWN_ACCOUNT}


def blocks_of(form: Form, vocabulary: Vocabulary, language: str) -> tuple[Block, ...]:
    """The form in `language` (en, az, ru, tr; English for any other). Empty fields say nothing."""
    writer = _Writer(vocabulary, language if language in LANGUAGES else FALLBACK)
    return tuple(writer.blocks(form)) or (Block(""),)


def date_words(when: UncertainDate, language: str) -> str:
    """A date as it is read: "c. November 2016", "4 November 2016 – February 2017"."""
    language = language if language in LANGUAGES else FALLBACK
    if not when:
        return worded("date", "unknown", language)
    told = " – ".join(_day_words(one, language) for one in (when.first, when.last) if one)
    return f"{worded('date', 'circa', language)} {told}" if when.circa else told


def accounts(text: str, language: str) -> Iterator[tuple[AccountKind, str]]:
    """The competing accounts of an incident, in a text that was made of its form and redacted since."""
    language = language if language in LANGUAGES else FALLBACK
    for line in text.split("\n"):
        for name, kind in _ACCOUNTS.items():
            head = f"{worded('field', name, language)}: "
            if line.startswith(head):
                yield kind, line.removeprefix(head)


def _day_words(iso: str, language: str) -> str:
    parts = [int(part) for part in iso.split("-")]
    names = [month(parts[1], language, after_day=len(parts) == _DAY_PARTS)] if len(parts) > 1 else []
    days = [str(parts[2])] if len(parts) == _DAY_PARTS else []
    return " ".join((*days, *names, str(parts[0])))


class _Writer:
    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        self._vocabulary, self._language = vocabulary, language

    def blocks(self, form: Form) -> Iterator[Block]:
        match form:
            case Incident():
                yield from self._incident(form)
            case Publication():
                yield from self._fields(form, "title", "outlet")
                yield from self._when(form.when)
                yield from self._fields(form, "url", "author")
                yield from _narrative(form.narrative)
            case Evidence():
                yield from self._fields(form, "name", "media_type", "origin", "giver")
                yield from self._when(form.when)
                yield from _narrative(form.narrative)
            case Sighting():
                yield from self._line("when", form.at.replace("T", " "))
                yield from self._fields(form, "place", "car", "plate")
                yield from _narrative(form.words)

    def _incident(self, form: Incident) -> Iterator[Block]:
        yield from self._when(form.when)
        yield from self._fields(form, "place")
        for number, act in enumerate(form.acts, start=1):
            yield from self._act(act, number)
        yield from _narrative(form.narrative)

    def _act(self, act: Act, number: int) -> Iterator[Block]:
        what = self._codes((act.what,)) if act.what else ""
        heading = f"{self._label('act')} {number}"
        yield Block(f"{heading}: {what}" if what else heading, BlockStyle.HEADING_2)
        yield from self._line("victims", "; ".join(act.victims))
        yield from self._line("targets" if act.is_by_proxy else "target", "; ".join(act.targets))
        yield from self._line("methods", self._codes(act.methods))
        for one in act.perpetrators:
            yield from self._line("perpetrators", self._perpetrator(one))
        yield from self._claim("official", act.official)
        yield from self._claim("account", act.account)
        yield from self._line("charges", self._codes(act.charges))
        for article in act.articles:
            yield from self._line("articles", article, joint=" ")
        yield from self._fields(act, "fine", "penalty", "trigger", "consequence")
        if act.attribution is not Attribution.UNKNOWN:
            yield from self._line("attribution", worded("attribution", act.attribution, self._language))

    def _perpetrator(self, one: Perpetrator) -> str:
        told = ", ".join(filter(None, (one.entry, self._codes((one.agent,)) if one.agent else "", one.described)))
        if one.involvement is Involvement.UNKNOWN or not told:
            return told
        return f"{told} ({worded('involvement', one.involvement, self._language)})"

    def _claim(self, name: str, claim: Claim) -> Iterator[Block]:
        words, source = one_line(claim.words), one_line(claim.source)
        yield from self._line(name, f"{words} ({self._label('source')}: {source})" if words and source else words)

    def _when(self, when: UncertainDate) -> Iterator[Block]:
        if when:
            yield from self._line("when", date_words(when, self._language))

    def _fields(self, form: object, *names: str) -> Iterator[Block]:
        for name in names:
            value = getattr(form, name)
            yield from self._line(name, str(value) if value else "")

    def _line(self, name: str, text: str, *, joint: str = ": ") -> Iterator[Block]:
        if words := one_line(text):
            yield Block(f"{self._label(name)}{joint}{words}")

    def _codes(self, codes: Iterable[str]) -> str:
        return "; ".join(self._vocabulary.label(code, self._language) for code in codes)

    def _label(self, name: str) -> str:
        return worded("field", name, self._language)


def _narrative(text: str) -> Iterator[Block]:
    lines: Sequence[str] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if text.strip() else ()
    for line in lines:
        is_heading = line.startswith(_HEADING)
        yield Block(line.removeprefix(_HEADING), BlockStyle.HEADING_3 if is_heading else BlockStyle.PARAGRAPH)

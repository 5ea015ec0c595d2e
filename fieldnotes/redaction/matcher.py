"""The register as a matcher: every occurrence of every known identity in a text, in any surface form."""

from __future__ import annotations

import gc
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from fieldnotes.i18n import N_
from fieldnotes.model.register import EntityType
from fieldnotes.redaction.addresses import Addresses, Handles
from fieldnotes.redaction.broken import Broken
from fieldnotes.redaction.context import Context, read_context
from fieldnotes.redaction.dialling import Directory, Figure
from fieldnotes.redaction.hits import Finding, Hit, Known, Outcome, without_overlaps
from fieldnotes.redaction.homographs import plain
from fieldnotes.redaction.index import CACHE_SIZE, Index
from fieldnotes.redaction.initials import Initials
from fieldnotes.redaction.leftover import left_standing
from fieldnotes.redaction.neighbours import Neighbours
from fieldnotes.redaction.papers import Papers, is_number
from fieldnotes.redaction.phones import collapsed, soundings
from fieldnotes.redaction.readings import Reading, Strength
from fieldnotes.redaction.scripts import honest_spellings
from fieldnotes.redaction.sequences import Sequences
from fieldnotes.redaction.settling import settled
from fieldnotes.redaction.singles import Singles
from fieldnotes.redaction.skeletons import Skeletons
from fieldnotes.redaction.squeezed import Squeezed
from fieldnotes.redaction.view import View, make_view

TELEPHONE = N_("a registered telephone number")
PART_OF_TELEPHONE = N_("digits that may be a registered telephone number")
ADDRESS = N_("a registered e-mail address")
PAPER = N_("a registered number of a document")
PERHAPS_PAPER = N_("digits that may be a registered number of a document")
HANDLE = N_("a registered handle")
PERHAPS_HANDLE = N_("a word that may be a registered handle")

BLOCK = 20_000
OVERLAP = 200
_AT = re.compile("@")
_PLAIN_TYPES = frozenset({EntityType.PERSON, EntityType.PLACE, EntityType.ORG})
"""Of these a name of nothing but letters is what it seems."""
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,24}")


def kind_of(name: str, entity_type: EntityType) -> EntityType:
    """What a registered string is: an address, a handle, a number, or a name of the entry's own type."""
    stripped = name.strip()
    if entity_type in _PLAIN_TYPES and stripped.replace(" ", "").isalpha():
        return entity_type
    if _ADDRESS.fullmatch(stripped):
        return EntityType.EMAIL
    if stripped.startswith("@") or entity_type is EntityType.HANDLE:
        return EntityType.HANDLE
    if entity_type is EntityType.DOCUMENT:
        return EntityType.DOCUMENT if is_number(stripped) else EntityType.HANDLE
    digits = sum(map(str.isdigit, stripped))
    if digits >= 5 and 2 * digits > sum(not sign.isspace() for sign in stripped):
        return EntityType.PHONE
    return EntityType.PERSON if entity_type in (EntityType.PHONE, EntityType.EMAIL) else entity_type


class Register:
    """An immutable index over identities; `scan` may be called for any number of texts."""

    def __init__(self, known: Iterable[Known]) -> None:
        with _collection_paused():
            self._build(known)

    def _build(self, known: Iterable[Known]) -> None:
        self._ids: list[str] = []
        self._named: dict[frozenset[int], tuple[str, ...]] = {}
        self._directory = Directory()
        self._addresses = Addresses()
        self._handles = Handles()
        self._papers = Papers()
        names: list[tuple[int, EntityType, str]] = []
        for number, entry in enumerate(known):
            self._ids.append(entry.id)
            for name in entry.names:
                if name.strip():
                    self._add(number, entry.type, name, names)
        self._handles.freeze()
        self._index = Index(names)
        self._squeezed = Squeezed(self._index)
        self._initials = Initials(self._index)
        self._broken = Broken(self._index, self._squeezed)
        self._skeletons = Skeletons(self._index)

    def _add(self, number: int, entity_type: EntityType, name: str, names: list[tuple[int, EntityType, str]]) -> None:
        kind = kind_of(name, entity_type)
        if kind is EntityType.EMAIL:
            self._addresses.add(name, number)
        elif kind is EntityType.HANDLE:
            self._handles.add(name, number)
        elif kind is EntityType.PHONE:
            self._directory.add(name, number)
        elif kind is EntityType.DOCUMENT:
            self._papers.add(name, number)
        else:
            names.append((number, kind, name))

    def scan(self, text: str, *, language: str = "") -> list[Hit]:
        """All hits in `text`, sorted and without overlap.

        Args:
            text: any Unicode text.
            language: ISO 639-1 code of the text, empty when unknown; it decides what is an everyday word.
        """
        with _collection_paused():
            return self._settled(text, language[:2].lower())

    def _settled(self, text: str, language: str) -> list[Hit]:
        hits, loose = self._scan(text, language)
        hits += settled(
            text, without_overlaps(hits), loose, lambda shown: without_overlaps(self._scan(shown, language)[0])
        )
        return without_overlaps(hits)

    def _scan(self, text: str, language: str) -> tuple[list[Hit], list[int]]:
        """One pass: the hits, and the offsets of words that may be part of a name but are not certain."""
        view = make_view(text)
        hits, loose = self._scan_view(view, language, 0)
        for start, end in view.asides:
            more, others = self._scan_view(make_view(text[start:end]), language, start)
            hits += more
            loose += others
        return hits, sorted(loose)

    def _scan_view(self, view: View, language: str, offset: int) -> tuple[list[Hit], list[int]]:
        context, words = read_context(view, language, self._index)
        found = [
            *self._contacts(view),
            *(self._numbers(context) if self._directory else ()),
            *self._documents(context),
            *self._squeezed.find(context),
            *self._broken.find(context),
            *self._skeletons.find(context),
        ]
        mask(context, found)
        found += self._names(context, words)
        found += self._initials.find(view)
        hits = []
        for finding in found:
            if finding.end > finding.start and finding.identities:
                start, end = view.span(finding.start, finding.end)
                ids = self._ids_of(finding.identities)
                hits.append(Hit(offset + start, offset + end, ids, finding.outcome, finding.why))
        places = [context.tokens.starts[place] for place in context.loose if place not in context.masked]
        if self._handles:
            places += [found.start() for found in _AT.finditer(view.text)]
        return hits, [offset + view.span(place, place + 1)[0] for place in places]

    def _ids_of(self, identities: frozenset[int]) -> tuple[str, ...]:
        known = self._named.get(identities)
        if known is None:
            if len(self._named) >= CACHE_SIZE:
                self._named.clear()
            known = self._named[identities] = tuple(sorted({self._ids[number] for number in identities}))
        return known

    def _names(self, context: Context, words: list[tuple[int, Reading]]) -> list[Finding]:
        """Evidence of company first, then of the words it leaves over; certain words are masked."""
        left = [(place, reading) for place, reading in words if place not in context.masked]
        singles = Singles(self._index, context)
        lively = singles.lively(left)
        context.loose = [place for place, _ in lively]
        plain = [(place, reading) for place, reading in left if reading.matches[0].strength is not Strength.FAINT]
        sequences = Sequences(self._index, context, plain)
        found = list(sequences.find())
        used = sequences.used
        neighbours = Neighbours(self._index, context, used=used, rejected=sequences.rejected, chains=sequences.chains)
        found += neighbours.find(lively)
        if len(plain) < len(left):
            faint = Sequences(self._index, context, [(place, reading) for place, reading in left if place not in used])
            found += faint.find_persons()
            used |= faint.used
        judged = (singles.judge(place, reading) for place, reading in lively if place not in used)
        alone = [finding for finding in judged if finding]
        found += alone
        found += left_standing(self._index, context, alone)
        mask(context, found)
        return found

    def _numbers(self, context: Context) -> Iterator[Finding]:
        figures: list[Figure] = []
        for place in context.readings.figures():
            value, digits = context.readings[place].number, context.readings[place].digits
            token = context.tokens[place]
            if value or token.whole or len(digits) >= 7:
                figures.append(Figure(token.start, token.end, "" if value else digits, value))
        for found in self._directory.find(context.view.text, figures):
            outcome, why = (Outcome.AUTO, TELEPHONE) if found.sure else (Outcome.REVIEW, PART_OF_TELEPHONE)
            yield Finding(found.start, found.end, found.identities, outcome, why)

    def _documents(self, context: Context) -> Iterator[Finding]:
        for found in self._papers.find(context.view.text, context.tokens) if self._papers else ():
            outcome, why = (Outcome.AUTO, PAPER) if found.sure else (Outcome.REVIEW, PERHAPS_PAPER)
            yield Finding(found.start, found.end, found.identities, outcome, why)

    def _contacts(self, view: View) -> Iterator[Finding]:
        if self._addresses:
            for start in range(0, max(1, len(view.lower)), BLOCK):
                block = view.lower[max(0, start - OVERLAP) : start + BLOCK]
                for address in self._addresses.find(block):
                    base = max(0, start - OVERLAP)
                    yield Finding(base + address.start, base + address.end, address.identities, Outcome.AUTO, ADDRESS)
        for handle in self._handles.find(view.text, view.lower):
            outcome, why = (Outcome.AUTO, HANDLE) if handle.sure else (Outcome.REVIEW, PERHAPS_HANDLE)
            yield Finding(handle.start, handle.end, handle.identities, outcome, why)


@contextmanager
def _collection_paused() -> Iterator[None]:
    """A register is half a million small objects that all stay: looking for rubbish among them takes a third.

    At the end they are all counted as old, which freezing and thawing does without a look at any of them.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def mask(context: Context, findings: Iterable[Finding]) -> None:
    """Treat the words of certain findings as the labels that will stand in their place."""
    starts = context.tokens.starts
    for finding in findings:
        if finding.outcome is Outcome.AUTO:
            for place in range(bisect_left(starts, finding.start), bisect_left(starts, finding.end)):
                context.masked[place] = finding.identities | context.masked.get(place, frozenset())


def surface_key(text: str) -> str:
    """One key for the spellings of one surface (case, script, diacritics, spacing), to group REVIEW hits."""
    view = make_view(text)
    words = []
    for raw in re.findall(r"[^\W_]+", view.lower):
        word, script, _ = honest_spellings(raw, raw)[0]
        words.append(plain(collapsed(soundings(word, script)[0].symbols.lower())))
    return " ".join(words) or view.lower.strip()

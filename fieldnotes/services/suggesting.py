"""Reads the texts of a case for what nobody registered and groups it by entity; engine results stay in memory."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from fieldnotes.model.record import Record, Row
from fieldnotes.model.register import EntityType
from fieldnotes.progress import Watch
from fieldnotes.redaction.fold import search_fold
from fieldnotes.redaction.homographs import given_names, like_surname, plain
from fieldnotes.redaction.matcher import Register, surface_key
from fieldnotes.redaction.view import lowered
from fieldnotes.services import alike
from fieldnotes.services.likenesses import Likenesses, merged
from fieldnotes.services.own_words import OwnWords
from fieldnotes.services.session import Session
from fieldnotes.suggestions import finding, grouping
from fieldnotes.suggestions.kinds import NAMES, Band, Candidate, Kind
from fieldnotes.suggestions.reasons import CAPITAL

TEXT, TITLE = "text", "title"
IDENTITIES = frozenset(
    {
        *(Kind.PERSON, Kind.LEGAL_PROFESSIONAL, Kind.ORG, Kind.PLACE, Kind.ADDRESS, Kind.COORDINATES),
        *(Kind.PHONE, Kind.EMAIL, Kind.HANDLE, Kind.URL, Kind.ID, Kind.BANK, Kind.PLATE, Kind.CODE),
    }
)
"""Kinds that are a name or number of somebody or something. Dates, ages and jobs are details of ladders."""
_CONTEXT = 60
_CONTEXTS_SHOWN = 5
_BESIDE = 0.25
"""The most that words beside a registered name are worth when they are no names: "Amma Yavər"."""
_OUR_LABEL = re.compile(r"\[[A-Z][a-z-]+(?: [a-z-]+)?(?: \d{1,6}| [A-Z]{1,2})?(?: or .{1,20})?\]|\bSource [A-Z]{1,2}\b")
_WORD = re.compile(r"[^\W_]{2,}")
_SMALL_WORD = re.compile(r"(?<![\w@./#-])[^\W\d_]{3,}(?![\w@]|[./-]\w)")
"""A word of prose; those of addresses and account names tell nothing."""
_COMMON = 2
"""How often a case has to write a word small for its capital elsewhere to be that of a sentence."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Code points [start, end) of a record's text or title."""

    record: str
    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that looks like a name, contact or number of one entity, wherever it stands in a case.

    `spellings` are all its forms, the most frequent first. `same_as` are codes of register entries it is like, the
    likeliest first.
    """

    id: str
    kind: Kind
    surface: str
    spellings: tuple[str, ...]
    count: int
    confidence: float
    band: Band
    why: str
    contexts: tuple[str, ...]
    records: tuple[str, ...]
    same_as: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = field(default=(), repr=False)


@dataclass(slots=True)
class _Read:
    """One record as it was read: its parts, what the engine found in each, and how often it writes a word small."""

    parts: dict[str, str]
    found: dict[str, list[Candidate]]
    small: Counter[str]


@dataclass(slots=True)
class _Memory:
    """Of the present session only: engine results by record and version, and what is left of them by register."""

    read: dict[tuple[str, int], _Read] = field(default_factory=dict)
    register: Register | None = None
    free: dict[tuple[str, int], dict[str, list[Candidate]]] = field(default_factory=dict)
    made: dict[tuple[object, ...], tuple[Suggestion, ...]] = field(default_factory=dict)


def gather(
    session: Session, case: str, decided: frozenset[str], watch: Watch | None
) -> tuple[tuple[Suggestion, ...], tuple[Suggestion, ...]]:
    """The suggestions of a case that are open, and those that are rejected."""
    rows = sorted(session.needs_sealed().rows(case=case), key=lambda row: row.code)
    memory, register = session.kept(_Memory), session.matcher()
    if memory.register is not register:
        memory.register = register
        memory.free.clear()
        memory.made.clear()
    key = (case, decided, tuple((row.code, row.version) for row in rows))
    secret = session.vault.pseudonym_secret()
    open_key, closed_key = (*key, "open"), (*key, "rejected")
    if open_key not in memory.made:
        parts: dict[str, str] = {}
        kept: dict[str, list[Candidate]] = {}
        out: dict[str, list[Candidate]] = {}
        for done, row in enumerate(rows):
            if watch is not None:
                watch.step(done, len(rows), "looking for names that nobody registered")
            for part, text, free in _unregistered(session, memory, register, row):
                name = f"{row.code}:{part}"
                parts[name] = text
                for one in free:
                    hit = _hit(secret, one.kind, text[one.start : one.end])
                    (out if hit in decided else kept).setdefault(name, []).append(one)
        kept = _without_common(parts, kept, memory, rows)
        memory.made[open_key] = _made(secret, alike.namesakes(session), parts, kept)
        memory.made[closed_key] = _made(secret, alike.namesakes(session), parts, out)
    return memory.made[open_key], memory.made[closed_key]


def _unregistered(
    session: Session, memory: _Memory, register: Register, row: Row
) -> list[tuple[str, str, list[Candidate]]]:
    """(part, its text, candidates that the register does not cover) of a record."""
    key = (row.code, row.version)
    read = memory.read.get(key)
    if read is None:
        for old in [old for old in memory.read if old[0] == row.code]:
            del memory.read[old]
        read = memory.read[key] = _read(session.vault.record(row.code))
    free = memory.free.get(key)
    if free is None:
        language = row.card.language if row.card is not None else ""
        free = memory.free[key] = {
            part: _uncovered(text, read.found[part], register, language) for part, text in read.parts.items()
        }
    return [(part, text, free[part]) for part, text in read.parts.items()]


def _read(record: Record) -> _Read:
    card = record.row.card
    assert card is not None  # the sealed compartment is open, so every card is
    text = record.body.text
    derived = text.lstrip().startswith(card.title)  # cut off anywhere, and the text holds all of it
    parts = {TEXT: text} if derived else {TITLE: card.title, TEXT: text}
    small = Counter(plain(word) for word in _SMALL_WORD.findall(text) if word[0].islower())
    own = OwnWords(record)
    return _Read(parts, {part: _found(text, card.language, own) for part, text in parts.items()}, small)


def _found(text: str, language: str, own: OwnWords) -> list[Candidate]:
    """What the engine finds in what somebody said."""
    ours = own.inside(text)
    return [one for one in finding.find(text, language=language) if not own.cover(text, one.start, one.end, ours)]


def _uncovered(text: str, found: Iterable[Candidate], register: Register, language: str) -> list[Candidate]:
    """Identities that have a word outside of the register's hits and of our own labels."""
    wanted = [one for one in found if one.kind in IDENTITIES]
    if not wanted:
        return []
    covered = set[int]()
    for hit in register.scan(text, language=language):
        covered.update(range(hit.start, hit.end))
    for label in _OUR_LABEL.finditer(text):
        covered.update(range(*label.span()))
    judged = (_beside(text, one, covered) for one in wanted)
    return [one for one in judged if one is not None]


def _beside(text: str, one: Candidate, covered: set[int]) -> Candidate | None:
    """A candidate as the register leaves it: None if it covers all words, doubtful if what it leaves is no name."""
    words = list(_WORD.finditer(text, one.start, one.end))
    left = [word.group() for word in words if word.start() not in covered]
    if not left and (words or one.start in covered):
        return None
    if len(left) == len(words) or any(_like_name(word) for word in left):
        return one
    return replace(one, confidence=min(one.confidence, _BESIDE))


def _like_name(word: str) -> bool:
    lower = lowered(word)
    return plain(lower) in given_names() or like_surname(lower)


def _without_common(
    parts: dict[str, str], found: dict[str, list[Candidate]], memory: _Memory, rows: Iterable[Row]
) -> dict[str, list[Candidate]]:
    """Doubtful are capitalised words, nothing else speaking for a name, that the case writes small in that language."""
    small: dict[str, Counter[str]] = {}
    languages: dict[str, str] = {}
    for row in rows:
        language = languages[row.code] = row.card.language if row.card is not None else ""
        small.setdefault(language, Counter()).update(memory.read[row.code, row.version].small)

    def judged(name: str, one: Candidate) -> Candidate:
        if one.why == CAPITAL:
            word = plain(lowered(parts[name][one.start : one.end]))
            if small[languages[name.partition(":")[0]]][word] >= _COMMON:
                return replace(one, confidence=min(one.confidence, _BESIDE))
        return one

    return {name: [judged(name, one) for one in candidates] for name, candidates in found.items()}


def _made(
    secret: bytes, likeness: Likenesses, parts: dict[str, str], found: dict[str, list[Candidate]]
) -> tuple[Suggestion, ...]:
    groups = grouping.grouped({name: (parts[name], candidates) for name, candidates in found.items()})
    return tuple(_suggestion(secret, group, parts, likeness) for group in merged(groups))


def _suggestion(secret: bytes, group: grouping.Group, parts: dict[str, str], likeness: Likenesses) -> Suggestion:
    spots, contexts = [], []
    for place in group.places:
        record, _, part = place.text.partition(":")
        spots.append(Spot(record, part, place.start, place.end))
        contexts.append(_around(parts[place.text], place.start, place.end))
    return Suggestion(
        id=_hit(secret, group.kind, group.name),
        kind=group.kind,
        surface=group.name,
        spellings=tuple(spelling for spelling, _ in group.spellings),
        count=len(spots),
        confidence=round(group.confidence, 3),
        band=group.band,
        why=group.why,
        contexts=tuple(dict.fromkeys(contexts))[:_CONTEXTS_SHOWN],
        records=tuple(dict.fromkeys(spot.record for spot in spots)),
        same_as=likeness.entries_like(group),
        spots=tuple(spots),
    )


def _around(text: str, start: int, end: int) -> str:
    """The words about [start, end), none of them cut."""
    first, last = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return " ".join(text[first:last].split())


def hits(session: Session, suggestion: Suggestion) -> list[str]:
    """The numbers of all spellings of a suggestion: what a rejection is remembered by."""
    secret = session.vault.pseudonym_secret()
    return [_hit(secret, suggestion.kind, spelling) for spelling in suggestion.spellings]


def _hit(secret: bytes, kind: Kind, surface: str) -> str:
    """The number of one spelling: the same in every case, and telling nothing without the vault's own secret."""
    words = surface_key(surface) if kind in NAMES else search_fold(" ".join(surface.split()))
    entity = type_of(kind)
    # Numbers of documents were accounts once, and what was rejected then stays rejected.
    kept = EntityType.HANDLE if entity is EntityType.DOCUMENT else entity
    message = "\x1f".join(["suggestion", kept.value, words])
    return hmac.new(secret, message.encode(), hashlib.sha256).hexdigest()[:10]


def type_of(kind: Kind) -> EntityType:
    """What the register calls a suggestion of this kind that is registered by itself."""
    if kind in DOCUMENTS:
        return EntityType.DOCUMENT
    return grouping.ENTITY_TYPES.get(kind, EntityType.PLACE if kind in _PLACES else EntityType.HANDLE)


DOCUMENTS = frozenset({Kind.ID, Kind.BANK, Kind.PLATE, Kind.CODE})
"""Kinds that are numbers, and not telephone numbers."""


_PLACES = frozenset({Kind.ADDRESS, Kind.COORDINATES})

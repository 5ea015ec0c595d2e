"""Evidence from a neighbour that is no registered part itself: initials, or the other half of the name misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from fieldnotes.i18n import N_
from fieldnotes.model.register import EntityType
from fieldnotes.redaction.byear import heard
from fieldnotes.redaction.context import Context
from fieldnotes.redaction.distance import slips
from fieldnotes.redaction.hits import Finding, Outcome
from fieldnotes.redaction.homographs import is_no_name, is_title, plain
from fieldnotes.redaction.index import CACHE_SIZE, Index
from fieldnotes.redaction.names import spoken_form
from fieldnotes.redaction.phones import coarse_key, collapsed, soundings
from fieldnotes.redaction.readings import Reading, Strength
from fieldnotes.redaction.scripts import CASELESS, Script, script_of

_MONSIEUR = "M."
INITIALS = N_("a surname with fitting initials")
OTHER_INITIALS = N_("a surname with other initials")
MISSPELT = N_("a misspelt name beside a right one")
DOUBTFUL_NEIGHBOUR = N_("beside part of a name stands a word much like the other part")

_SPACE = re.compile(r"[ \u00a0\u202f\t]{1,3}|\n|[\-‐]")
_INITIALS_BEFORE = re.compile(
    r"(?<![^\W_])((?:(?:[^\W\d_]{1,2}|[Dd]zh|[Ss]ch|[Tt]ch)\.[ \u00a0\-]?){1,3}|(?:[^\W\d_] ){1,3}|[^\W\d_]{2} )$"
)
_INITIALS_AFTER = re.compile(
    r",?[ \u00a0]?((?:[^\W\d_]{1,2}\.[ \u00a0\-]?){1,3}|[^\W\d_](?: [^\W\d_])?(?![^\W_])|[^\W\d_]{2}(?![^\W_]))"
)
_FEMININE = ("a", "e", "ə")
_LONG = 5
_ALIKE, _ALIKE_ABROAD = 0.72, 0.6
_LETTERS = re.compile(r"[^\W\d_]+")


class Neighbours:
    """Looks beside the words that no sequence has explained; adds the places it covers to `used`."""

    def __init__(
        self,
        index: Index,
        context: Context,
        *,
        used: set[int],
        rejected: set[int],
        chains: Sequence[tuple[int, int, frozenset[int]]],
    ) -> None:
        self.index = index
        self.context = context
        self.used = used
        self.rejected = rejected
        self.chains = chains

    def find(self, hits: Sequence[tuple[int, Reading]]) -> Iterator[Finding]:
        for place, reading in hits:
            if place not in self.used:
                yield from self._misspelt(place, reading)
        for place, reading in hits:
            if place not in self.used:
                yield from self._initials(place, reading)
        for first, last, names in self.chains:
            yield from self._double_surname(first, last, names)

    # --- a right half beside a misspelt one -------------------------------------------------------------------------

    def _misspelt(self, place: int, reading: Reading) -> Iterator[Finding]:
        if not reading.matches or reading.matches[0].strength is not Strength.STRONG:
            return
        if not self.context.shown(place) and self.context.everyday(place, reading.matches[0]):
            return
        for neighbour in (place - 1, place + 1):
            if not 0 <= neighbour < len(self.context.tokens) or self._taken(neighbour):
                continue
            left, right = min(place, neighbour), max(place, neighbour)
            if not _SPACE.fullmatch(self.context.between(left, right)) or self.context.in_phrase([left, right]):
                continue
            found = self._slipped(place, neighbour, reading)
            if found:
                names, sure = found
                sure = sure and not self._womans(place, reading)
                yield self._both(
                    left,
                    right,
                    names,
                    Outcome.AUTO if sure else Outcome.REVIEW,
                    MISSPELT if sure else DOUBTFUL_NEIGHBOUR,
                )
                return

    def _womans(self, place: int, reading: Reading) -> bool:
        """Karima Hadid is no Karim Haddad misspelt: a vowel at the end of a first name makes it a woman's."""
        tail = reading.matches[0].tail
        return tail in _FEMININE and self.context.script(place) is Script.LATIN

    def _both(self, left: int, right: int, names: set[int], outcome: Outcome, why: str) -> Finding:
        last = self.context.with_patronymic(right)
        left = self.context.particles_before(left, self.index.particles(names))
        self.used.update(range(left, last + 1))
        tokens = self.context.tokens
        identities = frozenset(self.index.names[name].identity for name in names)
        return Finding(tokens[left].start, tokens[last].end, identities, outcome, why)

    def _taken(self, place: int) -> bool:
        return place in self.used or place in self.context.masked or place in self.rejected

    def _slipped(self, place: int, neighbour: int, reading: Reading) -> tuple[set[int], bool] | None:
        """Names whose other part the neighbour spells with a slip or two, and whether the slips are ordinary."""
        word = self.context.lower(neighbour)
        if len(word) < 3 or not word.isalpha() or is_no_name(word):
            return None
        same_case = self.context.capital(neighbour) or not self.context.capital(place)
        if not same_case and not self.context.caseless(neighbour):
            return None
        known = self.index.beside.get((reading, word))
        if known is None:
            if len(self.index.beside) >= CACHE_SIZE:
                self.index.beside.clear()
            known = self.index.beside[reading, word] = self._misspellings(word, reading)
        sure, doubtful = known
        if sure:
            return set(sure), True
        return (set(doubtful), False) if doubtful and not self.context.everyday(neighbour) else None

    def _misspellings(self, word: str, reading: Reading) -> tuple[frozenset[int], frozenset[int]]:
        """Names whose other part a word spells with ordinary slips, and those of which it is not sure."""
        script = script_of(word)
        shown, spoken, bones = plain(word), spoken_form(word, script), _bones(word, script)
        sure: set[int] = set()
        doubtful: set[int] = set()
        partners = [self.index.partners(one.part) for one in reading.matches if one.strength is Strength.STRONG]
        ends = {end for text in (shown, spoken) if text for end in (text[0], "-" + text[-1])}
        for number, other_part in {pair for some in partners for end in ends for pair in some.get(end, ())}:
            part, face = self.index.parts[other_part], self.index.face(other_part)
            pairs = [(shown, face.plain) if part.script is script else (spoken, face.spoken)]
            if script is Script.LATIN and face.english != face.plain:
                pairs.append((shown, face.english))
            if part.script is not script and not bones.isdisjoint(_long_bones(part.text, part.script)):
                sure.add(number)  # ديجاردان, Desjardins
            for one, other in pairs:
                if abs(len(one) - len(other)) > 3 or (one[:1] != other[:1] and one[-1:] != other[-1:]):
                    continue
                verdict = _verdict(one, other)
                if verdict is None and _much_alike(one, other, abroad=part.script is not script):
                    surname = self._is_first(number, other_part)
                    verdict = True if surname and part.script is not script else None if surname else False
                if verdict is not None:
                    (sure if verdict else doubtful).add(number)
        return frozenset(sure), frozenset(doubtful)

    def _is_first(self, name: int, part: int) -> bool:
        """The part opens the name: it is the surname that stands beside."""
        parts = self.index.names[name].parts
        return parts[self.index.names[name].first] == part

    # --- initials ---------------------------------------------------------------------------------------------------

    def _initials(self, place: int, reading: Reading) -> Iterator[Finding]:
        if not reading.matches or reading.matches[0].strength < Strength.WEAK:
            return
        if not self.context.shown(place) or len(self.context.tokens.raws[place]) < 2:
            return
        particles = self.index.particles(reading.names(self.index.parts))
        first = self.context.particles_before(place, particles) if particles else place
        token, last = self.context.tokens[first], self.context.tokens.ends[place]
        for found, written in self._written_beside(first, place):
            standing = reading.names(self.index.parts).items()
            positions = {number: {position for position, _ in some} for number, some in standing}
            names = self._with_initials(positions, written)
            if not names and self.context.language == "fr":
                names = self._with_initials(positions, written.removeprefix(_MONSIEUR))
            if names:
                self.used.update(range(first, place + 1))
                yield self._with(found, written, first, place, names)
                return
            if self.context.language == "fr" and found.group(1).strip() == _MONSIEUR:
                continue
            if "." in found.group(1) and found.end() <= token.start and self._surname_only(reading):
                self.used.add(place)
                everyone = frozenset(self.index.names[name].identity for name in reading.names(self.index.parts))
                yield Finding(token.start, last, everyone, Outcome.REVIEW, OTHER_INITIALS)
                return

    def _double_surname(self, first: int, last: int, names: frozenset[int]) -> Iterator[Finding]:
        """Мехди-заде Р.: the initial beside two words of a longer name."""
        positions: dict[int, set[int]] = {number: set() for number in names if self.index.names[number].weight > 2}
        for place in range(first, last + 1) if positions else ():
            for number, some in self.context.readings[place].names(self.index.parts).items():
                if number in positions:
                    positions[number].update(position for position, _ in some)
        for found, written in self._written_beside(first, last) if positions else ():
            if fitting := self._with_initials(positions, written):
                yield self._with(found, written, first, last, fitting)
                return

    def _written_beside(self, first: int, last: int) -> Iterator[tuple[re.Match[str], str]]:
        """The initials directly before the place `first` and after `last`, as found and as far as they are capitals."""
        text, start, end = self.context.view.text, self.context.tokens.starts[first], self.context.tokens.ends[last]
        label = first - 1 in self.context.masked
        before = None if label else _INITIALS_BEFORE.search(text, max(0, start - 14), start)
        for found in (before, _INITIALS_AFTER.match(text, end, end + 16)):
            written = _leading_capitals(found.group(1)) if found else ""
            if found and _all_capitals(written) and not _is_title(written):
                yield found, written

    def _with(self, found: re.Match[str], written: str, first: int, last: int, names: set[int]) -> Finding:
        start, end = self.context.tokens.starts[first], self.context.tokens.ends[last]
        start, end = min(start, found.start(1)), max(end, found.start(1) + len(written.rstrip()))
        identities = frozenset(self.index.names[name].identity for name in names)
        return Finding(start, end, identities, Outcome.AUTO, INITIALS)

    def _surname_only(self, reading: Reading) -> bool:
        return any(
            position > 0 and self.index.names[number].type is EntityType.PERSON
            for number, positions in reading.names(self.index.parts).items()
            for position, _ in positions
        )

    def _with_initials(self, positions: Mapping[int, set[int]], written: str) -> set[int]:
        """The names, given with the positions that stand beside, of whose other words the initials are."""
        initials = [_first_sounds(one) for one in _LETTERS.findall(written.lower())]
        found: set[int] = set()
        for number, held in positions.items():
            name = self.index.names[number]
            if name.type is not EntityType.PERSON or name.weight < 2:
                continue
            if "." not in written and held == {0}:
                continue  # HM Prison: capitals without dots go with surnames only
            others = [
                _first_sounds(self.index.parts[part].text)
                for position, part in enumerate(name.parts)
                if part is not None and position not in held
            ]
            if any(initial & other for initial in initials[:1] for other in others):
                found.add(number)
        return found


@lru_cache(maxsize=50_000)
def _verdict(written: str, meant: str) -> bool | None:
    """True for an ordinary slip, False for a doubtful one, None for another word."""
    if len(meant) < 3:
        return None
    most = 1 if len(meant) < 8 else 2
    count, ordinary = slips(written, meant, most=most)
    if count == 0:
        return True
    if count == most == 2 and written[: len(meant) - 2] == meant[: len(meant) - 2]:
        return None  # only the ending differs: Гагарина, Гагаринов
    ordinary = ordinary or (len(meant) >= 7 and sorted(written) == sorted(meant))
    if count > most or (len(meant) == 3 and not ordinary):
        return None
    if written.startswith(meant) or meant.startswith(written):
        return None if len(meant) < 5 else False
    return ordinary


@lru_cache(maxsize=50_000)
def _long_bones(meant: str, script: Script) -> frozenset[str]:
    """The consonants of a long name as its own people or a foreign ear says it."""
    spellings = (meant, *heard(meant)) if script is Script.LATIN else (meant,)
    return frozenset(key for one in spellings for key in _bones(one, script) if len(key) >= _LONG)


@lru_cache(maxsize=50_000)
def _bones(word: str, script: Script) -> frozenset[str]:
    return frozenset(coarse_key(collapsed(said.symbols)) for said in soundings(word, script))


@lru_cache(maxsize=50_000)
def _much_alike(written: str, meant: str, *, abroad: bool) -> bool:
    """Half of the letters of a long word agree in order: enough to look at beside the other half of the name."""
    if min(len(written), len(meant)) < _LONG or written[0] != meant[0]:
        return False
    least = _ALIKE_ABROAD if abroad else _ALIKE
    shared = sum(min(written.count(letter), meant.count(letter)) for letter in set(written))
    if 2.0 * shared / (len(written) + len(meant)) < least:  # `quick_ratio`, which is never less than `ratio`
        return False
    return SequenceMatcher(None, written, meant, autojunk=False).ratio() >= least


def _is_title(written: str) -> bool:
    """`Ms.` and `Dr.` are no initials; a lone `M.` may be either and counts as one."""
    word = written.strip(" .\u00a0").lower()
    return len(word) > 1 and is_title(word)


_DOTTED = re.compile(r"([^\W\d_]{1,4})\.[ \u00a0\-]?")


def _leading_capitals(written: str) -> str:
    """Dotted initials without the lower-case abbreviation that may follow them: S. of "S. an."."""
    end = 0
    for found in _DOTTED.finditer(written):
        if not found.group(1)[0].isupper() and script_of(found.group(1)) not in CASELESS:
            return written[:end] or written
        end = found.end()
    return written


def _all_capitals(initials: str) -> bool:
    """All begin with a capital; without dots all letters are capitals, and there is but one in a caseless script."""
    letters = "".join(_LETTERS.findall(initials))
    if "." not in initials and len(letters) > 1 and not letters.isupper():
        return False
    return all(
        part[0].isupper() or (script_of(part) in CASELESS and len(part) == 1) for part in _LETTERS.findall(initials)
    )


_VOWEL_CLASS = {"a": "A", "ä": "A", "e": "AI", "i": "I", "ı": "I", "o": "U", "ö": "U", "u": "U", "ü": "U"}


def _first_sounds(word: str) -> set[str]:
    """The classes of the sounds a word may begin with."""
    found: set[str] = set()
    script = script_of(word)
    for symbols in (said.symbols for said in (*soundings(word[:4], script), *soundings(word[:1], script))):
        bare = symbols.lstrip("y") if len(symbols) > 1 else symbols
        if not bare:
            continue
        if symbols[0] == "y":
            found.add("Y")
        if bare[0] in _VOWEL_CLASS:
            found.update(_VOWEL_CLASS[bare[0]])
        elif symbols[0] != "y":
            found.add(coarse_key(symbols)[:1])
    return found

"""Evidence from company: the parts of one name side by side, and the whole names of organisations and places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fieldnotes.i18n import N_
from fieldnotes.redaction.context import Context
from fieldnotes.redaction.hits import Finding, Outcome
from fieldnotes.redaction.homographs import generic_class, is_no_name
from fieldnotes.redaction.index import Index
from fieldnotes.redaction.names import ARABIC_ARTICLES, NAME_PARTICLES, PARTICLES, Name
from fieldnotes.redaction.nouns import are_words, small_noun
from fieldnotes.redaction.phrasecues import in_address, may_be_prose, shows
from fieldnotes.redaction.placecues import called_after, numbered_house
from fieldnotes.redaction.readings import Match, Reading, Strength, another_name
from fieldnotes.redaction.strongwords import PART_OF_PLACE
from fieldnotes.redaction.suffixes import Family
from fieldnotes.redaction.wordset import word_set

WHOLE = N_("parts of one name side by side")
PHRASE = N_("the whole name of an organisation or place")
COMMON_PARTS = N_("parts of one name, but all of them are everyday words")
UNSURE_PARTS = N_("words much like the parts of one name side by side")

_JOINT = re.compile(
    r"[ \t\u00a0\u202f]{0,4}"
    r"(?:(?:[,،/&+|\\]?[ \t\u00a0]{0,3}|[\-‐‑–—_]{1,3}|[\"'«»“”„‘’(\[)\]]{1,2}[ \t]?|['’]s )\s{0,3}|[.])"
)
_FEMININE = ("a", "e", "ə")
_SLAVIC = (Family.RUSSIAN, Family.ADJECTIVE)
"""Endings that every word of a name takes: Ксению Родину."""
_SAINTS = frozenset({"st", "ste", "sta"})
_COMMA = re.compile(r"\s{0,3}[,،/&|+]\s{0,3}")
_GAP_JOINT = re.compile(r"[ \t\u00a0\u202f]{0,3}[.,]?[ \t\u00a0\u202f\-\"'«»“”„‘’(\[)\]]{0,3}\n?\s{0,2}")
_GENERIC_JOINT = re.compile(r"[.]?[ \u00a0]{1,2}[\"'«“„‘]?|[\"'»”’]?[ \u00a0\-]{1,2}")
_MOST_BETWEEN = 2
_MANY_WORDS = 3
"""Words of a phrase that hardly stand side by side by chance, even in lower case: free voices network."""
_PLAIN_JOINTS = (" ", "\u00a0", "\n")
_HYPHENS = ("-", "‐", "‑")
_PATRONYMIC = word_set("oğlu qızı oglu qizi ogly kyzy oğlunun qızının оглы оглу гызы кызы oğlunu qızını")

_Positions = dict[int, list[tuple[int, Match]]]
_Verdict = tuple[Outcome, str] | None


@dataclass(frozen=True, slots=True)
class _Chain:
    """Places whose words are different parts of the same `names`, with the best reading and company of each."""

    places: list[int]
    names: frozenset[int]
    matches: list[Match]
    everyday: list[bool]
    shown: list[bool]
    joints: list[str]
    in_order: bool

    @property
    def lower_case(self) -> bool:
        return not any(self.shown)

    @property
    def adjacent(self) -> bool:
        """No word stands between, and nothing but white space."""
        return all(right - left == 1 for left, right in pairwise(self.places)) and set(self.joints) <= {*_PLAIN_JOINTS}

    @property
    def listed(self) -> bool:
        """An everyday word and a comma: rather a list of things than a name."""
        return any(
            (self.everyday[number] or self.everyday[number + 1]) and _COMMA.fullmatch(joint)
            for number, joint in enumerate(self.joints)
        )


class Sequences:
    """Finds the findings that rest on several parts; `used` are the places they cover.

    `rejected` are places where parts stand side by side without being the name; `chains` the first and last place of
    each find of a person, and of what names it has parts.
    """

    def __init__(self, index: Index, context: Context, hits: Sequence[tuple[int, Reading]]) -> None:
        self.index = index
        self.context = context
        self.hits = hits
        self.by_place = dict(hits)
        self.used: set[int] = set()
        self.rejected: set[int] = set()
        self.chains: list[tuple[int, int, frozenset[int]]] = []

    def find(self) -> Iterator[Finding]:
        yield from self._phrases()
        yield from self.find_persons()

    def _names(self, place: int) -> _Positions:
        return self.by_place[place].names(self.index.parts)

    def _finding(self, first: int, last: int, names: frozenset[int], outcome: Outcome, why: str) -> Finding:
        first, last = self._with_particles(first, last, names)
        self.used.update(range(first, last + 1))
        if why is WHOLE:
            self.chains.append((first, last, names))
            last = self._with_hyphenated(last, names)
        tokens = self.context.tokens
        identities = frozenset(self.index.names[name].identity for name in names)
        return Finding(tokens[first].start, self.context.end_of(last), identities, outcome, why)

    def _with_hyphenated(self, last: int, names: frozenset[int]) -> int:
        """Anna Müller-Brandt for Anna Müller: the other half of a surname goes too, unless it is the name again."""
        after, context = last + 1, self.context
        if after >= len(context.tokens) or after in context.masked or context.between(last, after) not in _HYPHENS:
            return last
        again = after in self.by_place and not names.isdisjoint(self.by_place[after].persons(self.index))
        return after if context.capital(after) and not context.tail_after(last) and not again else last

    def _with_particles(self, first: int, last: int, names: frozenset[int]) -> tuple[int, int]:
        """The places widened to the particles of the names, before the surname or after an inverted first name."""
        particles = self.index.particles(names)
        last = self.context.with_patronymic(last)
        after = self.context.particles_after(last, particles) if first != last else last
        return self.context.particles_before(first, particles), after

    # --- organisations and places of several words ---------------------------------------------------------------

    def _phrases(self) -> Iterator[Finding]:
        for place, reading in self.hits:
            ends: dict[int, set[int]] = {}
            for name in reading.phrases(self.index):
                last = self._walk(place, name, name.first)
                if last is not None and self._in_company(name.beside, place, last):
                    ends.setdefault(last, set()).add(name.number)
            if ends:
                last = max(ends)
                reach = {
                    place,
                    last,
                    *(self._generic(place, last, self.index.names[number].beside) for number in ends[last]),
                }
                places = [one for one in reach if one is not None]
                shown = shows(self.context, place, last)
                if shown or any(self.index.names[number].weight >= _MANY_WORDS for number in ends[last]):
                    sure = shown and not may_be_prose(self.context, place, last)
                    outcome = Outcome.AUTO if sure else Outcome.REVIEW
                    yield self._finding(min(places), max(places), frozenset(ends[last]), outcome, PHRASE)

    def _in_company(self, beside: str, first: int, last: int) -> bool:
        if not beside or self._generic(first, last, beside) is not None:
            return True
        return beside == "street" and numbered_house(self.context, first, last)

    def _generic(self, first: int, last: int, beside: str) -> int | None:
        """The place of a word of the class `beside` directly before or after, of capitalised places only."""
        if not beside or not self.context.shown(first):
            return None
        if first > 1 and self.context.lower(first - 1) in PARTICLES and self.context.between(first - 1, first) == " ":
            first -= 1
        for place, left in ((first - 1, first - 1), (last + 1, last)):
            if 0 <= place < len(self.context.tokens) and generic_class(self.context.lower(place)) == beside:
                between = self.context.between(left, left + 1)
                if _GENERIC_JOINT.fullmatch(between):
                    return place
        return None

    def _walk(self, place: int, name: Name, first: int) -> int | None:
        """The place of the last word of a name whose word `first` stands at `place`, None when it breaks off."""
        current = place
        for position in range(first + 1, len(name.parts)):
            following = current + 1
            if following >= len(self.context.tokens) or not self._joined(current, following):
                return None if any(part is not None for part in name.parts[position:]) else current
            if name.parts[position] is None:
                lower = self.context.lower(following)
                current = following if lower == name.words[position] or lower in PARTICLES else current
                continue
            if not self._stands(following, name.number, position):
                following += 1
                if self.context.lower(following - 1) not in PARTICLES or not self._stands(
                    following, name.number, position
                ):
                    return None
            current = following
        return current

    def _joined(self, left: int, right: int) -> bool:
        between = self.context.between(left, right)
        return bool(_JOINT.fullmatch(between)) or (
            between == ". " and (self.context.lower(left) in _SAINTS or bool(generic_class(self.context.lower(left))))
        )

    def _stands(self, place: int, number: int, position: int) -> bool:
        reading = self.by_place.get(place)
        name = self.index.names[number]
        last = position == len(name.parts) - 1
        return reading is not None and any(
            one == position and (match.strength >= Strength.WEAK if last else match.opens(name))
            for one, match in reading.names(self.index.parts).get(number, ())
        )

    # --- persons ------------------------------------------------------------------------------------------------

    def find_persons(self) -> Iterator[Finding]:
        start = 0
        while start < len(self.hits):
            chain: list[int] = [start]
            names: frozenset[int] | None = None
            while chain[-1] + 1 < len(self.hits):
                left, right = self.hits[chain[-1]][0], self.hits[chain[-1] + 1][0]
                if right - left > _MOST_BETWEEN + 1 or right in self.context.masked or not self._adjacent(left, right):
                    break
                if names is None:
                    names = self.hits[start][1].persons(self.index)
                shared = self._shared(left, right, names)
                if not shared:
                    break
                names = shared
                chain.append(chain[-1] + 1)
            if len(chain) > 1 and names:
                finding = self._judged([self.hits[one][0] for one in chain], names)
                if finding:
                    yield finding
                    start = chain[-1] + 1
                    continue
            start += 1

    def _shared(self, left: int, right: int, names: frozenset[int]) -> frozenset[int]:
        if names.isdisjoint(self.by_place[right].persons(self.index)):
            return frozenset()
        one, other = self._names(left), self._names(right)
        return frozenset(name for name in names & one.keys() & other.keys() if _differ(one[name], other[name]))

    def _adjacent(self, left: int, right: int) -> bool:
        """Side by side, or with initials, particles, a patronymic or one capitalised word between."""
        context = self.context
        if right - left == 1:
            joint = context.between(left, right)
            return joint == " " or (bool(_JOINT.fullmatch(joint)) and "\n\n" not in joint)
        joints = [context.between(place, place + 1) for place in range(left, right)]
        if any(place in context.masked for place in range(left, right)):
            return False
        if not all(_GAP_JOINT.fullmatch(joint) for joint in joints):
            return False
        inner = [(context.lower(place), context.shown(place)) for place in range(left + 1, right)]
        if all(
            (len(word) <= 2 and shown) or word in NAME_PARTICLES or word in _PATRONYMIC for word, shown in inner
        ) or (len(inner) == 1 and inner[0][0] in ARABIC_ARTICLES and joints[1] in ("-", "‐", "‑")):
            after_initials = zip(inner, joints[1:], strict=True)
            return "." not in joints[0] and all(
                len(word) <= 2 or "." not in joint for (word, _), joint in after_initials
            )
        if len(inner) == 2 and inner[1][0] not in _PATRONYMIC and inner[0][0] not in PARTICLES:
            return False
        return not any("." in joint for joint in joints) and len(inner) <= 2 and inner[0][1]

    def _judged(self, places: list[int], names: frozenset[int]) -> Finding | None:
        if self.context.in_phrase(places):
            self.rejected.update(places)
            return None
        chain = self._described(places, names)
        verdict = None if all(chain.everyday) and self._are_words(chain) else self._verdict(chain)
        if verdict is None:
            self.rejected.update(places)
            return None
        if any(called_after(self.context, place) for place in places):
            verdict = Outcome.REVIEW, PART_OF_PLACE  # a street, which is more often called after a namesake
        return self._finding(places[0], places[-1], names, *verdict)

    def _described(self, places: list[int], names: frozenset[int]) -> _Chain:
        context = self.context
        options = [[one for name in names for one in self._names(place).get(name, ())] for place in places]
        matches = [min((match for _, match in some), key=lambda one: (-one.strength, one.cost)) for some in options]
        order = [min(position for position, _ in some) for some in options]
        stands = not any(match.start or (match.tail and match.family not in _SLAVIC) for match in matches[:-1])
        stands = stands and not matches[-1].start
        return _Chain(
            places,
            names,
            matches,
            [
                context.everyday(place, match) and not context.rather_name(place, match)
                for place, match in zip(places, matches, strict=True)
            ],
            [context.shown(place) for place in places],
            [context.between(place, place + 1) for place in places[:-1]],
            stands and order == sorted(order),
        )

    def _verdict(self, chain: _Chain) -> _Verdict:
        matches = chain.matches
        unsure = max(match.strength for match in matches) is not Strength.STRONG
        if any(match.strength is Strength.FAINT and not (match.foreign and not unsure) for match in matches):
            shown = all(chain.shown) and chain.adjacent and not any(chain.everyday)
            return (Outcome.REVIEW, UNSURE_PARTS) if shown else None
        beside = chain.adjacent or set(chain.joints) <= {*_PLAIN_JOINTS, "-"}
        capitals = beside and all(chain.shown)
        heard = capitals and not all(chain.everyday) and all(match.foreign for match in matches)
        if unsure and not heard and not all(match.length >= 6 for match in matches):
            return Outcome.REVIEW, UNSURE_PARTS
        if any(chain.everyday) and self._opens_sentence(chain) and (matches[-1].tail or not chain.in_order):
            return Outcome.REVIEW, COMMON_PARTS
        if self._relative(chain) or any(
            self._another(place, match) for place, match in zip(chain.places, matches, strict=True)
        ):
            return Outcome.REVIEW, UNSURE_PARTS
        if any(match.other_gender for match in matches) and not self._first_name_stands(chain):
            return Outcome.REVIEW, UNSURE_PARTS
        if chain.listed and not all(chain.shown) and not any(map(self.context.caseless, chain.places)):
            return None
        noun = any(chain.everyday) and small_noun(self.context, chain.places[0])
        if chain.lower_case and (chain.listed or noun or not self._proves(matches)):
            return None
        return self._everyday_verdict(chain)

    def _are_words(self, chain: _Chain) -> bool:
        if in_address(self.context, chain.places[0], chain.places[-1]):
            return False
        return are_words(self.context, chain.places, chain.matches, chain.everyday)

    def _relative(self, chain: _Chain) -> bool:
        """Сергей Орловский is no Орлов, and Karima Haddad may be Karim's sister."""
        derived = chain.matches[-1].family is Family.DERIVED and chain.shown[-1]
        turkic = (one for one in chain.matches[:-1] if one.family is Family.TURKIC and not one.foreign)
        return derived or (not chain.lower_case and any(one.tail in _FEMININE for one in turkic))

    def _everyday_verdict(self, chain: _Chain) -> _Verdict:
        """What is left to decide is whether everyday words are meant as words."""
        matches = chain.matches
        gap = chain.places[-1] - chain.places[0] >= len(chain.places)
        if self._are_words(chain):
            return None
        addressed = in_address(self.context, chain.places[0], chain.places[-1])
        if all(chain.everyday) and (gap or not all(chain.shown)) and not addressed:
            noun = self._determined(chain.places[0]) or not chain.in_order
            typed = chain.lower_case and self.context.opens_with_capital(chain.places[0])
            if not chain.adjacent or typed or matches[-1].tail or (noun and not self.context.caseless(chain.places[0])):
                return None
            return Outcome.REVIEW, COMMON_PARTS
        if gap and any(chain.everyday) and self.context.caseless(chain.places[0]) and not self._bridged(chain):
            return Outcome.REVIEW, COMMON_PARTS
        before = self.context.lower(chain.places[0] - 1) if chain.places[0] else ""
        attributed = before.startswith("ال") and self.context.lower(chain.places[0]).startswith("ال")
        if not chain.in_order and attributed:
            return Outcome.REVIEW, COMMON_PARTS
        inexact = any(not match.exact for match in matches)
        if all(chain.everyday) and self.context.language == "fa" and (inexact or self._after_noun(chain.places[0])):
            return Outcome.REVIEW, COMMON_PARTS
        doubtful = chain.lower_case and any(chain.everyday) and " " in chain.joints
        if (doubtful or (all(chain.everyday) and self.context.caseless(chain.places[0]))) and not chain.in_order:
            return Outcome.REVIEW, COMMON_PARTS
        return Outcome.AUTO, WHOLE

    def _opens_sentence(self, chain: _Chain) -> bool:
        """Погода ясна: only the word that opens the sentence has a capital."""
        return self.context.sentence_start(chain.places[0]) and chain.shown[0] and not any(chain.shown[1:])

    def _another(self, place: int, match: Match) -> bool:
        stem = self.context.lower(place)[match.start : match.end]
        return match.strength is Strength.WEAK and another_name(self.index.parts[match.part], match, stem)

    def _after_noun(self, place: int) -> bool:
        """An everyday word stands directly before: in Persian its attributes follow it, and verbs come last."""
        return place > 0 and self.context.between(place - 1, place) == " " and self.context.everyday(place - 1)

    def _bridged(self, chain: _Chain) -> bool:
        """Only particles, initials and patronymics stand between."""
        inner = set(range(chain.places[0], chain.places[-1])).difference(chain.places)
        words = [self.context.lower(place) for place in inner]
        return all(len(word) <= 2 or word in NAME_PARTICLES or word in _PATRONYMIC for word in words)

    def _first_name_stands(self, chain: _Chain) -> bool:
        """Some part is written in its own gender and is not the first name: only then it is the same person."""
        return any(
            not match.other_gender and any(position == 0 for position, _ in self._positions(place, chain.names))
            for place, match in zip(chain.places, chain.matches, strict=True)
        )

    def _positions(self, place: int, names: frozenset[int]) -> Iterator[tuple[int, Match]]:
        return (one for name in names for one in self._names(place).get(name, ()))

    def _proves(self, matches: Sequence[Match]) -> bool:
        """Very short words with endings prove nothing where no capital does."""
        letters = [len(self.index.parts[match.part].text) for match in matches]
        short = [match for match, count in zip(matches, letters, strict=True) if count <= 3]
        if any(match.tail or not match.exact for match in short) or any(match.other_gender for match in matches):
            return False
        return max(letters) >= 4 or all(match.exact for match in matches)

    def _determined(self, place: int) -> bool:
        """An article or other function word stands before: what follows is a noun."""
        return place > 0 and self.context.between(place - 1, place) == " " and is_no_name(self.context.lower(place - 1))


def _differ(one: list[tuple[int, Match]], other: list[tuple[int, Match]]) -> bool:
    left, right = {position for position, _ in one}, {position for position, _ in other}
    return len(left | right) > 1

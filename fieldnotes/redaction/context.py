"""The words of one text in order, and what the place of a word says: capital, sentence start, heading, neighbours."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from fieldnotes.redaction.homographs import (
    Common,
    common,
    given_names,
    in_phrase,
    is_kin,
    is_listed,
    is_never_name,
    is_no_name,
    is_title,
    is_title_after,
    like_surname,
    phrases,
    plain,
    verb_of,
)
from fieldnotes.redaction.index import Index
from fieldnotes.redaction.names import ARABIC_ARTICLES
from fieldnotes.redaction.readings import Match, Reading, Strength, Vocabulary, Words
from fieldnotes.redaction.scripts import CASELESS, Script, script_of
from fieldnotes.redaction.suffixes import Family, cuts, detached_tail, turkic_tail
from fieldnotes.redaction.tokens import Tokens
from fieldnotes.redaction.view import View, lowered
from fieldnotes.redaction.wordset import word_set

_DASHES = frozenset("-–—")
_SENTENCE_END = ".!?…:;•·।؟。|>"
_OPENING = " \t\u00a0\u202f\"'«»“”„‘’([{–—-"
_DETACHED = re.compile(r"['’‘`´\-‐‑]([^\W\d_]{1,12})(?![^\W_])")
_LABEL = re.compile(
    r"\[(?:Person|Relative|Organisation|Place|Phone|Phone number|E-mail|E-mail address|Handle|Account|Document)"
    r"(?: [0-9]{1,6}| [A-Z]{1,2})?(?: or (?:[0-9]{1,6}|[A-Z]{1,2})){0,6}\]"
)
_SOURCE = re.compile(r"Source (?<!\w.{7})[A-Z]{1,2}\b", re.DOTALL)
_PATRONYMIC = re.compile(
    "[а-яё]{2,}(?:ович|евич|ьич)(?:а|у|ем|е)?|[а-яё]{2,}(?:овн|евн|ичн|иничн)(?:а|ы|е|у|ой)"
    "|[a-z]{2,}(?:ovich|evich|ovna|evna|ovitch|evitch)"
)
_GERMAN_SURNAMES = (
    *("mann", "berg", "stein", "bach", "feld", "hoff", "ner", "ler", "ger", "ser", "ke", "ow", "itz", "meier", "meyer"),
    *("maier", "hardt", "ert", "witz", "ski", "dorf", "huber", "bauer", "thal", "burg", "sen", "müller", "schmidt"),
)
_PARTICLE_GAP = re.compile(r"\.?[ \u00a0\u202f\-‐‑]{0,2}\n?|['’]")
_ARABIC_TRADES = word_set(
    "دباغ حداد نجار خياط عطار بناء قصاب رسام صباغ خباز لحام حلاق بيطار جزار حلاج نساج صياد بقال حجار نحاس سراج دهان "
    "طحان علاف وراق كيال قطان صائغ خطيب شيخ"
)
"""Surnames after the trade or home of a forefather, with the article."""
_JOINING = ("'", "’", "‘", "`", "´", "-", "‐", "‑")
_KEPT = 0.7
"""An ending after an apostrophe or hyphen is kept when the name is at least this part of the word."""
_SENTENCE = 60
_FEW_WORDS = 3
"""To look for so few words in a text takes less time than to make a set of its words."""
_CLAUSE = 3
_VERB_LAST = frozenset({"az", "tr", "fa"})
_ONE_GAP = (" ", "\u00a0", "\n")
_RESPELLING = frozenset({"az", "tk", "uz", "lv", "lt"})
"""Languages in Latin letters that write foreign names as they sound: Vilyam Şekspir."""
_FULL_STOP = re.compile(r"[.!?…]\s|\n\s*\n")
_ONE_SPACE = re.compile(r"[ \u00a0\u202f]|\n")


@dataclass(slots=True)
class Context:
    """A text as words, each with its reading.

    `masked` holds the words that are already replaced, with their identities, and the labels of ours, with none;
    `loose` the places of words whose judgement hangs on their neighbours; `notable` those of `Words.notable`.
    """

    view: View
    language: str
    tokens: Tokens = field(default_factory=Tokens)
    readings: Words = field(default_factory=lambda: Words((), Vocabulary()))
    notable: list[int] = field(default_factory=list)
    masked: dict[int, frozenset[int]] = field(default_factory=dict)
    loose: list[int] = field(default_factory=list)
    _asked: int = 0
    _small: frozenset[str] | None = None

    def lower(self, place: int) -> str:
        return self.view.lower[self.tokens.starts[place] : self.tokens.ends[place]]

    def between(self, left: int, right: int) -> str:
        return self.view.text[self.tokens.ends[left] : self.tokens.starts[right]]

    def script(self, place: int) -> Script:
        return script_of(self.tokens.raws[place])

    def capital(self, place: int) -> bool:
        return self.tokens.raws[place][0].isupper()

    def caseless(self, place: int) -> bool:
        return self.script(place) in CASELESS

    def shown(self, place: int) -> bool:
        """The word has a capital, or a script that knows none."""
        return self.capital(place) or self.caseless(place)

    def everyday(self, place: int, match: Match | None = None) -> bool:
        """The word, or its stem as `match` reads it, is an everyday word of the document's language."""
        lower = self.lower(place)
        stem = lower[match.start : match.end] if match and (match.tail or match.start) else ""
        kind = common(self.language, script_of(lower), (lower, stem) if stem else (lower,), stem)
        return kind not in (Common.NO, Common.NEIGHBOUR)

    def rather_name(self, place: int, match: Match) -> bool:
        """The word, without an Arabic clitic before it, is listed as an everyday word seldom met but as a name."""
        word = self.lower(place)
        if match.start and self.script(place) is Script.ARABIC:
            word = word[match.start : match.end]
        return is_listed(word) and common(self.language, self.script(place), (word,)) is Common.RARE

    def in_phrase(self, places: Sequence[int]) -> bool:
        """All the places stand in a fixed phrase."""
        known = phrases()
        for place in places:
            if plain(self.lower(place))[:4] not in known:
                return False
        first, last = max(0, places[0] - 3), min(len(self.tokens), places[-1] + 4)
        words = [self.lower(place) for place in range(first, last)]
        return all(in_phrase(words, place - first) for place in places)

    def shouting(self, place: int) -> bool:
        """The word stands in capitals among words in capitals, so its capital says nothing."""
        raw = self.tokens.raws[place]
        if not raw.isupper() or len(raw) < 2:
            return False
        near = [self.tokens.raws[other] for other in self._near(place, 3)]
        words = [word for word in near if len(word) > 1 and word.isalpha()]
        return not words or 2 * sum(word.isupper() for word in words) >= len(words)

    def heading(self, place: int) -> bool:
        """Both neighbours are capitalised too: a title in title case."""
        near = self._near(place, 1)
        return len(near) == 2 and all(self.tokens.raws[other][0].isupper() for other in near)

    def _near(self, place: int, reach: int) -> list[int]:
        last = len(self.tokens) - 1
        around = range(max(0, place - reach), min(last, place + reach) + 1)
        return [other for other in around if other != place and other not in self.masked]

    def sentence_start(self, place: int) -> bool:
        before = self.view.text[max(0, self.tokens.starts[place] - 12) : self.tokens.starts[place]]
        bare = before.rstrip(_OPENING)
        if not bare:
            return len(before) < 12
        item = not _DASHES.isdisjoint(before[len(bare) :])
        return bare[-1] in _SENTENCE_END or (bare[-1] == "\n" and (item or bare.endswith("\n\n") or not bare.strip()))

    def tail_after(self, place: int) -> str:
        """An ending after an apostrophe or hyphen (Turgut'la, AXCP-nin), without the sign; empty when there is none."""
        found = _DETACHED.match(self.view.lower, self.tokens.ends[place])
        return found.group(1) if found and detached_tail(found.group(1)) else ""

    def end_of(self, place: int) -> int:
        """Where a hit that ends with this word ends: with a detached ending that is long beside the word, after it."""
        end, ending = self.tokens.ends[place], self.tail_after(place)
        if not ending or end - self.tokens.starts[place] >= _KEPT * (end - self.tokens.starts[place] + len(ending)):
            return end
        return end + 1 + len(ending)

    def seen_small(self, word: str) -> bool:
        """The word stands elsewhere in the text without a capital."""
        if not word.islower() or word not in self.readings:
            return False
        if self._small is None:
            self._asked += 1
            if self._asked <= _FEW_WORDS:
                return word in self.tokens.raws
            self._small = frozenset(self.tokens.raws)
        return word in self._small

    def opens_with_capital(self, place: int) -> bool:
        """The sentence of this word begins with a capital, so that a name in it would have one too."""
        return self.capital(self.sentence(place)[0])

    def sentence(self, place: int) -> tuple[int, int]:
        """The first word of the sentence of this word, and the word after its last."""
        starts, text = self.tokens.starts, self.view.text
        first, past = max(0, place - _SENTENCE), min(len(starts), place + _SENTENCE)
        for stop in _FULL_STOP.finditer(text, starts[first], starts[place]):
            first = bisect_left(starts, stop.start(), first, place)
        stop_after = _FULL_STOP.search(text, starts[place], starts[past] if past < len(starts) else len(text))
        return first, bisect_left(starts, stop_after.start(), place, past) if stop_after else past

    def proper_tail(self, place: int) -> bool:
        """A detached Turkic ending: only proper names are written so."""
        found = _DETACHED.match(self.view.lower, self.tokens.ends[place])
        if not found or found.group(1) == "s":
            return False
        apostrophe = self.view.text[self.tokens.ends[place]] not in "-‐‑"
        return turkic_tail(found.group(1)) and (apostrophe or self.language in ("az", "tr", ""))

    def particles_before(self, place: int, particles: frozenset[str]) -> int:
        """The place of the first of the particles (or v. d. for them) that stand directly before `place`."""
        if place and place - 1 not in self.masked and self.lower(place - 1) in ARABIC_ARTICLES:
            place -= self.between(place - 1, place) in ("-", "‐", "‑")
        initials = {word[0] for word in particles}
        for before in range(place - 1, max(-1, place - 4), -1):
            lower = self.lower(before)
            between = self.between(before, before + 1)
            short = lower in initials and "." in between and not self.capital(before)
            if before in self.masked or not _PARTICLE_GAP.fullmatch(between) or not (lower in particles or short):
                return before + 1
        return max(0, place - 3)

    def particles_after(self, place: int, particles: frozenset[str]) -> int:
        """The place of the last of the particles that follow `place` and end the phrase: Lohe, Annemarie von der."""
        last = place
        while last + 1 < len(self.tokens) and last - place < 3 and last + 1 not in self.masked:
            if self.lower(last + 1) not in particles or self.between(last, last + 1) not in (" ", "\u00a0", ", "):
                break
            last += 1
        closed = last + 1 >= len(self.tokens) or not self.between(last, last + 1).isspace()
        return last if closed else place

    def next_is_other_name(self, place: int, own: frozenset[int]) -> bool:
        """The next word looks like the surname that makes this first name another's than the `own` identities'."""
        following = place + 1
        if following >= len(self.tokens) or not _ONE_SPACE.fullmatch(self._gap(place, following)):
            return False
        if following in self.masked:
            return self.masked[following].isdisjoint(own)
        lower = self.lower(following)
        if _PATRONYMIC.fullmatch(lower):
            return following + 1 < len(self.tokens) and like_surname(self.lower(following + 1))
        if self.caseless(following):
            return like_surname(lower) or self._arabic_surname(lower)
        return self._may_be_surname(place, following)

    def _arabic_surname(self, lower: str) -> bool:
        """الكركوكي by the town, الدباغ by the trade of a forefather; الكتاب is a word."""
        if not lower.startswith("ال") or len(lower) < 6:
            return False
        return lower.endswith("ي") or lower[2:] in _ARABIC_TRADES

    def _somewhere(self, lower: str) -> bool:
        """Tiflisdədir, Bakıdan: a town with an ending says where somebody is and is no surname."""
        if self.language not in ("az", "tr"):
            return False
        stems = (lower[: cut.end] for cut in cuts(lower, Script.LATIN) if cut.family is Family.TURKIC)
        return any(common(self.language, Script.LATIN, (stem,)) is Common.PROPER for stem in stems)

    def _may_be_surname(self, place: int, following: int) -> bool:
        lower, raw = self.lower(following), self.tokens.raws[following]
        acronym = raw.isupper() and len(raw) > 1 and not self.tokens.raws[place].isupper()
        if not raw[0].isupper() or acronym or is_no_name(lower) or self._somewhere(lower):
            return False
        if like_surname(lower):
            return True
        if self.language == "de":
            return lower.endswith(_GERMAN_SURNAMES) and common("de", Script.LATIN, (lower,)) is Common.NO
        return len(raw) > 2 and not self.tail_after(following) and not self.shouting(place)

    def previous_is_other_name(self, place: int, own: frozenset[int]) -> bool:
        """The word before is a first name, so that this surname may belong to a relative or namesake."""
        before = place - 1
        if before < 0 or not _ONE_SPACE.fullmatch(self._gap(before, place)):
            return False
        if before in self.masked:
            return self.masked[before].isdisjoint(own)
        lower = self.lower(before)
        if (not self.capital(before) and not self.caseless(before)) or (lower == "les" and self.language == "fr"):
            return False
        kind = common(self.language, self.script(before), (lower,))
        if plain(lower) in given_names() or kind is Common.RARE:
            return True
        unknown = kind is Common.NO and not is_no_name(lower) and len(lower) > 2 and not self.caseless(before)
        return unknown and self.language != "de" and not self.sentence_start(before) and not self.shouting(before)

    def titled(self, place: int) -> bool:
        """A title stands before or after the word: Frau Stein, Bahar xanım."""
        before, after = place - 1, place + 1
        if before >= 0 and self.between(before, place) in (" ", "\u00a0", ". ") and is_title(self.lower(before)):
            return True
        return after < len(self.tokens) and self.between(place, after) == " " and is_title_after(self.lower(after))

    def joined(self, place: int) -> bool:
        """An apostrophe or hyphen follows the word."""
        return self.view.text.startswith(_JOINING, self.tokens.ends[place])

    def beside_kin(self, place: int) -> bool:
        """A word such as bacım stands before: what follows in lower case may be her name."""
        return place > 0 and is_kin(self.lower(place - 1)) and self.between(place - 1, place) == " "

    def acting(self, place: int) -> bool:
        """A verb of what only people do stands beside the word, or ends its clause: Hope wept, Bahar mənə dedi."""
        return self._beside_verb(place, "act")

    def happening(self, place: int) -> bool:
        """The same with a verb of what happens to things: güneş battı, дул ветер."""
        return self._beside_verb(place, "event")

    def _beside_verb(self, place: int, kind: str) -> bool:
        if place and self.between(place - 1, place) in _ONE_GAP and verb_of(self.lower(place - 1)) == kind:
            return True
        reach = _CLAUSE if self.language in _VERB_LAST else 1
        for following in range(place + 1, min(len(self.tokens), place + 1 + reach)):
            if following in self.masked or self.between(following - 1, following) not in _ONE_GAP:
                return False
            if verb_of(self.lower(following)) == kind:
                return True
        return False

    def with_patronymic(self, place: int) -> int:
        """The place of a patronymic that follows `place` directly, else `place`: it goes with the name."""
        following = place + 1
        if following >= len(self.tokens) or following in self.masked:
            return place
        if self.between(place, following) not in (" ", "\u00a0"):
            return place
        if self.capital(following) and _PATRONYMIC.fullmatch(self.lower(following)):
            return following
        return place

    def _gap(self, left: int, right: int) -> str:
        """What stands between two words, without the brackets of a label of ours."""
        between = self.between(left, right)
        if right in self.masked:
            between = between.removesuffix("[")
        return between.removeprefix("]") if left in self.masked else between


def _is_patronymic(lower: str, match: Match, index: Index) -> bool:
    """Фёдоровна is no form of Фёдорова."""
    inexact = bool(match.tail) or match.strength in (Strength.SLIP, Strength.FAINT)
    return inexact and bool(_PATRONYMIC.fullmatch(lower)) and not _PATRONYMIC.fullmatch(index.parts[match.part].text)


def read_context(view: View, language: str, index: Index) -> tuple[Context, list[tuple[int, Reading]]]:
    """The words of a view and, by place, the readings of those that may be part of a registered name."""
    tokens = Tokens(view.text)
    respelled = language in _RESPELLING
    readings = index.read_all(tokens.raws, respelled=respelled)
    notable = readings.notable()
    if parted := readings.parted(notable):
        tokens.part(parted)
        readings = index.read_all(tokens.raws, respelled=respelled)
        notable = readings.notable()
    context = Context(view, language, tokens, readings, notable)
    for label in chain(_LABEL.finditer(view.text), _SOURCE.finditer(view.text)):
        for place in range(bisect_left(tokens.starts, label.start()), bisect_left(tokens.starts, label.end())):
            context.masked[place] = frozenset()

    def may_be_name(raw: str, reading: Reading) -> bool:
        lower = lowered(raw)
        return not is_never_name(lower) and not _is_patronymic(lower, reading.matches[0], index)

    likely = readings.likely(notable, may_be_name)
    return context, [(place, reading) for place, reading in likely if place not in context.masked]

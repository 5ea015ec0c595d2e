"""Evidence of one word alone: capital, place in the sentence, everyday meaning, neighbours, ending."""

from __future__ import annotations

from typing import NamedTuple

from fieldnotes.i18n import N_
from fieldnotes.redaction.context import Context
from fieldnotes.redaction.hits import Finding, Outcome
from fieldnotes.redaction.homographs import Common, common, is_listed, like_surname
from fieldnotes.redaction.index import Index
from fieldnotes.redaction.names import Part
from fieldnotes.redaction.nouns import after_article, in_date, in_season, inflected_word
from fieldnotes.redaction.placecues import beside_place_word, located, names_a_place, of_old, on_the_map
from fieldnotes.redaction.readings import Match, Profile, Reading, Strength
from fieldnotes.redaction.scripts import Script
from fieldnotes.redaction.suffixes import Family
from fieldnotes.redaction.wordset import word_set

CAPITAL = N_("a registered name with a capital")
LOWER_CASE = N_("a registered name in lower case")
NO_CAPITALS = N_("a registered name")
DISGUISED = N_("a registered name in look-alike letters")
ENDING = N_("a registered name with an ending only names take")
EVERYDAY = N_("a registered name that is also an everyday word")
PROPER_NOUN = N_("a registered name that is also a country, feast or place")
ALIKE = N_("a word that sounds much like a registered name")
TYPING_ERROR = N_("a word one typing error away from a registered name")
OTHER_PERSON = N_("a registered name beside another name: perhaps somebody else")
OTHER_FORM = N_("a registered name in a form that may name a relative")
PART_OF_PLACE = N_("a registered name in the name of a street, town or institution")
SHORT = N_("a very short registered name")

_Verdict = tuple[Outcome, str] | None
_TURKIC_LANGUAGES = frozenset({"az", "tr", "tk", "uz", "kk", "ky", "crh", "ug", "tt", ""})
_S_LANGUAGES = frozenset({"en", "de", "nl", "fr", "es", "da", "sv", "no", ""})
_SLAVIC_LANGUAGES = frozenset({"ru", "uk", "be", "bg", "sr", ""})
_IN = frozenset({"في", "در", "من", "از", "بلا", "هیچ"})
_ARTICLES = word_set("der die den dem des")
_AGREEING = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
_VERBAL = ("л", "ла", "ло", "ли", "лся", "лась", "лись", "ет", "ит", "ют", "ат", "ят", "не", "же", "бы", "и")
_PLURAL = ("lar", "lər", "ler")
_PERSIAN_LETTERS = frozenset("پچژگیک")
_OWNED = (
    *("брат", "сестр", "мат", "мам", "отец", "отц", "пап", "муж", "жен", "сын", "доч", "бабушк", "дед", "дяд", "тёт"),
    *("тет", "племянн", "сосед", "подруг", "друг", "дом", "квартир", "комнат", "паспорт", "рук", "вещ", "телефон"),
    *("письм", "голос", "лиц", "имя", "имен", "рассказ", "слов", "адвокат", "кабинет", "стол", "сумк", "одежд"),
)
_EVERYDAY = frozenset({Common.WORD, Common.RARE, Common.MONTH, Common.PROPER})
_LONG_ENDING = 6
_ARTICLE = "ال"
_CERTAIN = Outcome.AUTO
_ASK = Outcome.REVIEW


class _Word(NamedTuple):
    """What is known about the word under judgement."""

    match: Match
    part: Part
    profile: Profile
    common: Common
    place: int
    letters: int

    @property
    def everyday(self) -> bool:
        return self.common in _EVERYDAY

    @property
    def skeleton(self) -> bool:
        """Only the consonants agree: the name is registered in Arabic script and the text is in another."""
        return self.match.foreign and self.part.script is Script.ARABIC


class Singles:
    """Judges words that no sequence has explained."""

    def __init__(self, index: Index, context: Context) -> None:
        self.index = index
        self.context = context

    def judge(self, place: int, reading: Reading) -> Finding | None:
        """The best verdict over everything the word may be; all identities of the best reading."""
        best: tuple[Outcome, str] | None = None
        rank: tuple[bool, bool, bool] | None = None
        identities: set[int] = set()
        span = (0, 0)
        for match in reading.matches:
            word = self._word(place, match)
            verdict = self._verdict(word) if word else None
            if word is None or verdict is None:
                continue
            mine = (verdict[0] is _CERTAIN, match.strength is Strength.STRONG, match.exact)
            if rank is None or mine > rank:
                best, rank, identities, span = verdict, mine, set(), self._span(place, match)
            if mine == rank:
                identities |= word.profile.identities
        if best is None:
            return None
        return Finding(*span, frozenset(identities), *best)

    def _span(self, place: int, match: Match) -> tuple[int, int]:
        """The whole word; a one-letter Arabic proclitic stays, a patronymic goes."""
        token = self.context.tokens[place]
        length = token.end - token.start
        start = min(1, match.start) if match.start < length else 0
        particles = self.index.particles(number for number, _ in self.index.parts[match.part].owners)
        first = self.context.particles_before(place, particles)
        if first < place:
            token, start = self.context.tokens[first], 0
        return token.start + start, self.context.end_of(self.context.with_patronymic(place))

    def _word(self, place: int, match: Match) -> _Word | None:
        part = self.index.parts[match.part]
        profile = self.index.profile(part)
        if not profile.names:
            return None
        lower = self.context.lower(place)
        stem = lower[match.start : match.end] if match.end <= len(lower) else lower
        words = (lower, stem) if match.foreign else (lower, stem, part.text)
        script = self.context.script(place)
        if script is Script.ARABIC and lower.startswith(_ARTICLE):
            words = (*words, lower.removeprefix(_ARTICLE))
        kind = common(self.context.language, script, words, stem if match.tail else "")
        if profile.only_place and (kind is Common.PROPER or located(self.context, place)):
            kind = Common.NO  # the word is a place's name, and that place is what is registered
        if kind is Common.WORD and match.exact and script is Script.LATIN and not is_listed(part.text):
            kind = Common.RARE  # Emin is not əmin, unless the text has lost its diacritics
        return _Word(match, part, profile, kind, place, len(part.text))

    def _verdict(self, word: _Word) -> _Verdict:
        match, context, place = word.match, self.context, word.place
        if word.part.acronym:
            return (_CERTAIN, CAPITAL) if match.exact else None
        if word.letters <= 2:
            return self._tiny(word)
        if context.in_phrase([place]) or self._alien_clitic(word):
            return None
        if word.profile.person and not word.everyday and names_a_place(context, place):
            asked = match.strength is Strength.STRONG and not on_the_map(context, place)
            return (_ASK, PART_OF_PLACE) if asked else None
        if word.profile.person and word.profile.given and of_old(context, place):
            return (_ASK, OTHER_PERSON) if match.strength is Strength.STRONG and not word.everyday else None
        if match.strength is not Strength.STRONG:
            return self._slip(word) if match.strength is Strength.SLIP else self._weak(word)
        return self._with_ending(word)

    def _with_ending(self, word: _Word) -> _Verdict:
        match = word.match
        if match.family in (Family.DIMINUTIVE, Family.POSSESSIVE):
            return self._pet(word)
        if (
            match.other_gender
            or match.family is Family.DERIVED
            or (match.family is Family.ORIGIN and word.profile.person)
        ):
            return self._derived(word)
        return self._strong(word) if self._ending_fits(word) else self._doubtful_ending(word)

    def _strong(self, word: _Word) -> _Verdict:
        match, context, place = word.match, self.context, word.place
        if match.disguised and not word.everyday and word.letters >= 3:
            return _CERTAIN, DISGUISED
        if context.proper_tail(place) and (context.capital(place) or word.letters >= 4):
            return (_CERTAIN, ENDING) if word.common is not Common.PROPER else (_ASK, PROPER_NOUN)
        if context.caseless(place):
            return self._caseless(word)
        if context.capital(place):
            return self._capital(word)
        return self._lower(word)

    def _tiny(self, word: _Word) -> _Verdict:
        """One or two letters: only the exact word, in a capital or a caseless script, and never without asking."""
        raw = self.context.tokens[word.place].raw
        if not word.match.exact or word.match.tail or not self.context.tokens[word.place].whole:
            return None
        if word.letters == 1 and any(name.weight > 1 for name in word.profile.names):
            return None
        return (_ASK, SHORT) if raw[0].isupper() or self.context.caseless(word.place) else None

    def _slip(self, word: _Word) -> _Verdict:
        if word.everyday or word.common is Common.NEIGHBOUR:
            return None
        lower = self.context.lower(word.place)
        prefix = lower.startswith(word.part.text) or word.part.text.startswith(lower)
        if word.match.ordinary and word.letters >= 7 and not prefix and not self._other_person(word):
            return _CERTAIN, TYPING_ERROR
        return None if prefix else (_ASK, TYPING_ERROR)

    def _weak(self, word: _Word) -> _Verdict:
        match, context, place = word.match, self.context, word.place
        if word.everyday or not self._ending_fits(word) or match.other_gender or match.family is Family.DERIVED:
            return None
        near = match.length >= 6 and match.cost <= 0.06 * match.length + 0.02
        if context.caseless(place):
            if near:
                return _CERTAIN, ALIKE
            return (_ASK, ALIKE) if word.letters >= 4 else None
        if context.capital(place):
            if near and not self._other_person(word):
                return _CERTAIN, ALIKE
            return (_ASK, ALIKE) if match.length >= 5 or match.foreign else None
        return (_ASK, ALIKE) if near and match.length >= 7 else None

    def _derived(self, word: _Word) -> _Verdict:
        capital = self.context.capital(word.place)
        place_name = not word.profile.person
        if place_name and word.match.tail.startswith("ск") and word.letters >= 4:
            return _CERTAIN, CAPITAL if capital else LOWER_CASE
        if word.everyday or word.letters < 4:
            return None
        if match_is_adjective(word.match) and beside_place_word(self.context, word.place):
            return None
        adjective = match_is_adjective(word.match) and word.letters >= 5
        return (_ASK, OTHER_FORM) if capital or adjective else None

    def _pet(self, word: _Word) -> _Verdict:
        """Тамарочка, Begoñita: a diminutive of a first name; Тамарин брат: what belongs to her."""
        context, place = self.context, word.place
        if not word.profile.given or word.everyday or word.letters < 5 or not context.shown(place):
            return None
        if word.match.family is Family.POSSESSIVE and place + 1 < len(context.tokens):
            owned = context.between(place, place + 1) == " " and context.lower(place + 1).startswith(_OWNED)
            return (_CERTAIN, CAPITAL) if owned else (_ASK, OTHER_FORM)
        if context.language == "es" and context.script(place) is Script.LATIN:
            return _ASK, OTHER_FORM
        latin = context.script(place) is Script.LATIN
        long = len(word.match.tail) >= 4 or (not latin and len(word.match.tail) >= 2)
        return (_ASK, OTHER_FORM) if long else None

    def _ending_fits(self, word: _Word) -> bool:
        """Whether the document's language and the name's length allow the ending."""
        match, language = word.match, self.context.language
        family, tail = match.family, match.tail
        stem = match.end - match.start
        if family in (Family.TURKIC, Family.ORIGIN) and self.context.script(word.place) is Script.LATIN:
            return language in _TURKIC_LANGUAGES or (len(tail) >= 3 and stem >= 4)
        if family is Family.TURKIC:
            return language in _TURKIC_LANGUAGES or match.cost == 0.0
        if family is Family.GENITIVE_S:
            return language in _S_LANGUAGES and stem >= 4
        if family is Family.GERMAN:
            adjective = tail.startswith("sch")
            return language in ("de", "") and stem >= 4 and (adjective or not word.profile.person)
        if family in (Family.ROMANISED, Family.ADJECTIVE) and self.context.script(word.place) is Script.LATIN:
            return language in _SLAVIC_LANGUAGES and stem >= 5
        if family is Family.ARABIC:
            return len(tail) >= 2
        if family is Family.PERSIAN:
            return language == "fa" or len(tail) >= 2
        return True

    def _doubtful_ending(self, word: _Word) -> _Verdict:
        match = word.match
        if match.end - match.start < 4 or word.everyday:
            return None
        if match.family in (Family.ROMANISED, Family.ADJECTIVE) and (len(match.tail) < 2 or word.letters < 5):
            return None
        if match.family is Family.GERMAN and len(match.tail) <= 3 and word.letters < 6:
            return None
        shown = self.context.capital(word.place) or self.context.caseless(word.place)
        return (_ASK, OTHER_FORM) if shown else None

    def _other_person(self, word: _Word) -> bool:
        profile, own, place = word.profile, word.profile.identities, word.place
        if not profile.person:
            return False
        if profile.given and not word.match.tail and self.context.next_is_other_name(place, own):
            return True
        return profile.surname and not profile.given and self.context.previous_is_other_name(place, own)

    def _alien_clitic(self, word: _Word) -> bool:
        """An Arabic proclitic before a Persian word: there it is a letter of the word itself."""
        if not word.match.start or word.match.end == word.match.start:
            return False
        lower = self.context.lower(word.place)
        return self.context.language == "fa" or not _PERSIAN_LETTERS.isdisjoint(lower)

    def _caseless(self, word: _Word) -> _Verdict:
        if word.everyday and word.match.exact and word.part.text.startswith("ال"):
            noun = word.common is Common.WORD and not self.context.titled(word.place)
            return (_ASK, EVERYDAY) if noun else (_CERTAIN, NO_CAPITALS)
        if word.everyday:
            article = word.match.start >= 2 and not word.part.text.startswith("ال")
            before = self.context.lower(word.place - 1) if word.place else ""
            if (
                word.match.family is Family.ARABIC
                or article
                or before in _IN
                or beside_place_word(self.context, word.place)
            ):
                return None
            if word.common is Common.RARE and not beside_place_word(self.context, word.place):
                return (_ASK, OTHER_PERSON) if self._other_person(word) else (_CERTAIN, NO_CAPITALS)
            return _ASK, EVERYDAY
        if self._other_person(word):
            return _ASK, OTHER_PERSON
        return _CERTAIN, NO_CAPITALS

    def _capital(self, word: _Word) -> _Verdict:
        context, place = self.context, word.place
        start, shouting = context.sentence_start(place), context.shouting(place)
        if word.common in (Common.MONTH, Common.PROPER):
            return self._month_or_country(word)
        if word.everyday and (beside_place_word(self.context, place) or in_season(self.context, place)):
            return None
        if word.everyday and context.titled(place):
            return _CERTAIN, CAPITAL
        if word.common is Common.WORD and self._plain_noun(word):
            return None
        bare = (start or shouting) and word.common is not Common.RARE
        if word.everyday and (bare or word.skeleton):
            return _ASK, EVERYDAY
        if word.everyday and (context.language == "de" or context.heading(place)) and word.common is not Common.RARE:
            return _ASK, EVERYDAY
        if self._other_person(word):
            return _ASK, OTHER_PERSON
        return _CERTAIN, CAPITAL

    def _plain_noun(self, word: _Word) -> bool:
        """An everyday word rather than the name: Əmin for Emin, the plural Çiçəklər of a first name, der Koch."""
        before = self.context.lower(word.place - 1) if word.place else ""
        match = word.match
        respelled = match.family is Family.NONE and not match.exact and not match.foreign
        if self.context.language == "ru" and self._attribute(word.place):
            return True
        if respelled and self.context.sentence_start(word.place) and is_listed(self.context.lower(word.place)):
            return True
        if self.context.language == "de" and not word.profile.given and before in _ARTICLES:
            return True
        return not word.profile.surname and word.match.family is Family.TURKIC and word.match.tail.startswith(_PLURAL)

    def _attribute(self, place: int) -> bool:
        """Лесная дорога: at the beginning of a sentence an adjective and its noun, not a surname and its verb."""
        context, after = self.context, place + 1
        if not context.lower(place).endswith(_AGREEING) or not context.sentence_start(place):
            return False
        if after >= len(context.tokens) or context.between(place, after) != " " or context.capital(after):
            return False
        noun = context.lower(after)
        return common("ru", Script.CYRILLIC, (noun,), noun) is Common.WORD and not noun.endswith(_VERBAL)

    def _month_or_country(self, word: _Word) -> _Verdict:
        dated = word.common is Common.MONTH and in_date(self.context, word.place)
        there = word.common is Common.PROPER and located(self.context, word.place)
        return None if dated or there else (_ASK, PROPER_NOUN)

    def _lower(self, word: _Word) -> _Verdict:
        match = word.match
        typed = self.context.opens_with_capital(word.place)
        if word.everyday:
            place_name = word.common is Common.PROPER and word.letters >= 5 and not word.profile.person
            slack = word.common is Common.RARE and not typed and word.letters >= 4
            return (_ASK, PROPER_NOUN) if place_name else (_ASK, EVERYDAY) if slack else None
        if inflected_word(self.context, word.place) or (word.skeleton and typed):
            return (_ASK, EVERYDAY) if word.profile.person and not typed else None
        if word.letters <= 4:
            plain_word = not match.tail and match.exact and word.common is Common.NO
            return (_ASK, LOWER_CASE) if plain_word else None
        if word.common is Common.NEIGHBOUR or word.part.text.endswith(_ADJECTIVE_ENDS):
            return _ASK, LOWER_CASE
        if match.tail and not match.exact and word.letters < 6:
            return _ASK, LOWER_CASE
        if len(match.tail) > 6:
            return _ASK, LOWER_CASE
        if typed and word.profile.person and not match.tail and not like_surname(word.part.text):
            # a name would have a capital here; this may be a word we do not list
            noun = after_article(self.context, word.place) or self.context.language == "de"
            return None if noun else (_ASK, LOWER_CASE)
        return (_ASK, OTHER_PERSON) if self._other_person(word) else (_CERTAIN, LOWER_CASE)


_ADJECTIVE_ENDS = ("ский", "ская", "цкий", "ый", "ий", "ой", "ая")


def match_is_adjective(match: Match) -> bool:
    """юнусовский: an adjective made of the name still tells the name."""
    return match.family is Family.DERIVED and "ск" in match.tail

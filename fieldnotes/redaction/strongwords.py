"""Evidence of a word that surely is a registered part: whether the name is meant by it, or the word, or a namesake."""

from __future__ import annotations

import re
from typing import NamedTuple

from fieldnotes.i18n import N_
from fieldnotes.redaction.context import Context
from fieldnotes.redaction.hits import Outcome
from fieldnotes.redaction.homographs import (
    Common,
    common,
    given_names,
    is_country,
    is_kin,
    is_listed,
    is_title,
    like_surname,
    plain,
)
from fieldnotes.redaction.index import Index
from fieldnotes.redaction.names import Part
from fieldnotes.redaction.nouns import (
    a_thing,
    after_article,
    attribute,
    attributed,
    household,
    in_company_of_things,
    in_date,
    in_season,
    inflected_word,
    meant_as_words,
)
from fieldnotes.redaction.phones import VOWELS, coarse_key, soundings
from fieldnotes.redaction.placecues import beside_place_word, located
from fieldnotes.redaction.readings import Match, Profile
from fieldnotes.redaction.scripts import Script, script_of
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

Verdict = tuple[Outcome, str] | None
_IN = frozenset({"في", "در", "من", "از", "بلا", "هیچ"})
_PERSIAN_PREPOSITIONS = word_set("با به از برای پیش نزد دنبال مثل بدون همراه درباره بین و که تا اما ولی")
_ARTICLES = word_set("der die den dem des")
_OF_MANY = word_set("haben hatten sind waren wohnen wohnten kamen gingen zogen wurden wollten mussten sagten flohen")
_GERMAN_PREPOSITIONS = word_set("in an auf bei mit nach aus von zu vor über unter durch für gegen ohne um hinter neben")
_PLURAL = ("lar", "lər", "ler")
_SOME = frozenset({"ی", "ای", "یی"})
"""Persian endings of the indefinite, which names hardly take: امیدی نداشتیم, we had no hope."""
_BEFORE_EZAFE = "او"
"""After these letters the same ending joins an attribute: پرستوی بیچاره, poor Parastu."""
_POSSESSED = re.compile("(.{2,}[aeəıioöuü])s[ıiuü]")
_OWNING = (" ", "' ", "’ ")
_RELATIVES = word_set("anne baba abla teyze amca hala nine dede yenge ana ata bibi xala əmi dayı nənə bacı")
"""Whoever is somebody's mother is named beside him: Deniz annesi gibi."""
_LIKE = frozenset({"kimi", "gibi"})
MINE = ("m", "ım", "im", "um", "üm")
_PAST = ("dı", "di", "du", "dü", "tı", "ti", "tu", "tü", "mış", "miş", "muş", "müş")
_OURS = ("ımız", "imiz", "umuz", "ümüz", "ınız", "iniz", "unuz", "ünüz", "mız", "miz", "muz", "müz")
"""Endings of what is ours or yours: Ümidimizi itirmədik."""
_ADJECTIVE_ENDS = ("ский", "ская", "цкий", "ый", "ий", "ой", "ая")
_EVERYDAY = frozenset({Common.WORD, Common.RARE, Common.MONTH, Common.PROPER})
_FEMININE = ("ə", "a", "e")
_FEW = 2
_SHORT_NAME = 3
_LONG_ENDING = 6
_LONG_DISGUISE = 5
"""Letters of a name that may sound a little otherwise behind look-alikes: 050way is not Wei."""
_GEORGIAN_IN = "ში"
_GEORGIAN_IS = "ია"
"""The verb is, which after a short name makes another word of it: გურია is a region."""
CERTAIN = Outcome.AUTO
ASK = Outcome.REVIEW


class Word(NamedTuple):
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


class StrongWords:
    """Judges words that surely are registered parts, with a legal ending or none."""

    def __init__(self, index: Index, context: Context) -> None:
        self.index = index
        self.context = context

    def strong(self, word: Word) -> Verdict:
        match, context, place = word.match, self.context, word.place
        if match.disguised and not word.everyday and (word.letters >= _LONG_DISGUISE or match.cost == 0.0):
            return CERTAIN, DISGUISED
        if context.proper_tail(place) and (context.capital(place) or word.letters >= 4):
            if word.common is Common.PROPER and not household(context, place, context.tail_after(place)):
                return ASK, PROPER_NOUN
            return (ASK, OTHER_PERSON) if self.other_person(word) else (CERTAIN, ENDING)
        if context.caseless(place):
            return self._caseless(word)
        if word.skeleton and self._bare(word):
            named = plain(context.lower(place)) in given_names() and not word.profile.given
            return (ASK, ALIKE) if context.capital(place) and not word.everyday and not named else None
        return self._capital(word) if context.capital(place) else self._lower(word)

    def _bare(self, word: Word) -> bool:
        """Two consonants, or a first name where a surname is looked for: too little without the vowels."""
        match, lower = word.match, self.context.lower(word.place)
        written = soundings(lower[match.start : match.end], script_of(lower))[0].symbols
        heard = min(sum(letter not in VOWELS for letter in symbols) for symbols in (word.part.spoken, written))
        other = plain(self.context.lower(word.place)) in given_names() and not word.profile.given
        return heard <= _FEW or other or not self.context.capital(word.place)

    def other_person(self, word: Word) -> bool:
        profile, own, place = word.profile, word.profile.identities, word.place
        if not profile.person:
            return False
        tail = word.match.tail
        plural = tail == "s" and self.context.language != "de"
        whole = not tail or tail in _FEMININE or plural  # Səidə Nuriyeva is no Səid, Ninos Geladze no Nino
        if profile.given and whole and self.context.next_is_other_name(place, own):
            return True
        return profile.surname and not profile.given and self.context.previous_is_other_name(place, own)

    def _caseless(self, word: Word) -> Verdict:
        if word.everyday and word.match.exact and word.part.text.startswith("ال"):
            noun = word.common is Common.WORD and not self.context.titled(word.place)
            return (ASK, EVERYDAY) if noun else (CERTAIN, NO_CAPITALS)
        if word.everyday and self._caseless_word(word):
            return None
        if word.letters <= _SHORT_NAME and word.match.tail.startswith(_GEORGIAN_IS):
            return ASK, SHORT
        if word.everyday and not self._acts(word):
            before = self.context.lower(word.place - 1) if word.place else ""
            rare = word.common is Common.RARE
            if rare and word.match.tail == "ا":
                return ASK, EVERYDAY
            if word.match.family is Family.ARABIC or before in _IN:
                return None
            if not rare:
                return ASK, EVERYDAY
        return (ASK, OTHER_PERSON) if self.other_person(word) else (CERTAIN, NO_CAPITALS)

    def _caseless_word(self, word: Word) -> bool:
        """An article, an ending of the indefinite, an adjective or a place word make a thing of an everyday word."""
        context, place, match = self.context, word.place, word.match
        stem = context.lower(place)[match.start : match.end]
        if match.family is Family.PERSIAN and match.tail in _SOME and stem[-1] not in _BEFORE_EZAFE:
            return True
        if word.common is Common.WORD and match.tail == _GEORGIAN_IN and word.profile.person:
            return True
        if word.common is Common.WORD and (self._persian_attribute(word) or self._georgian_owner(word)):
            return True
        if word.common is Common.WORD and (
            in_company_of_things(context, place) or meant_as_words(context, place, word.profile)
        ):
            return True
        if context.happening(place):
            return True
        article = match.start >= 2 and not word.part.text.startswith("ال")
        return beside_place_word(context, place) or (article and not self._acts(word))

    def _persian_attribute(self, word: Word) -> bool:
        """چای شیرین, sweet tea: what follows an everyday word is said of it, unless that is a title."""
        context, place = self.context, word.place
        if context.language != "fa" or not place or context.between(place - 1, place) != " ":
            return False
        before = context.lower(place - 1)
        thing = common("fa", Script.ARABIC, (before,)) is Common.WORD and before not in _PERSIAN_PREPOSITIONS
        thing = thing and not is_kin(before) and not is_title(before)
        return thing and not context.acting(place)

    def _georgian_owner(self, word: Word) -> bool:
        """წყაროს წყალი, the water of the spring: a thing's thing, where the word is nobody's first name."""
        context, following = self.context, word.place + 1
        if word.profile.given or not word.match.tail.endswith("ს") or following >= len(context.tokens):
            return False
        after = context.lower(following)
        owned = common("ka", Script.GEORGIAN, (after,)) is Common.WORD and not is_kin(after)
        return owned and context.between(word.place, following) == " "

    def _capital(self, word: Word) -> Verdict:
        context, place = self.context, word.place
        start, shouting = context.sentence_start(place), context.shouting(place)
        family = word.profile.person and match_is_plural(word.match) and household(context, place, word.match.tail)
        if family or self._german_owner(word):
            return CERTAIN, CAPITAL
        if word.everyday and self._acts(word):
            return (ASK, OTHER_PERSON) if self.other_person(word) else (CERTAIN, CAPITAL)
        if word.common in (Common.MONTH, Common.PROPER):
            return self._month_or_country(word)
        if word.everyday and self._is_word(word):
            return None
        if word.everyday and context.titled(place) and not attributed(context, place):
            return CERTAIN, CAPITAL
        rather_word = context.language == "de" or context.heading(place) or start or shouting
        doubtful = (rather_word and word.common is not Common.RARE) or word.skeleton or after_article(context, place)
        noun = attributed(context, place) or self._german_noun(word)
        noun = noun or (start and word.everyday and word.profile.given and match_is_plural(word.match))
        if self._of_things(word) or noun or (word.everyday and doubtful):
            return ASK, EVERYDAY
        if self.other_person(word):
            return None if self._namesake(word) else (ASK, OTHER_PERSON)
        return CERTAIN, CAPITAL

    def _acts(self, word: Word) -> bool:
        """Hope wept, сказал Лев: somebody is meant, whatever else the word may be; der Richter schwieg is no name."""
        context, place, match = self.context, word.place, word.match
        plainly = match.exact and not match.tail and not after_article(context, place)
        return word.profile.person and plainly and context.acting(place)

    def _another_country(self, word: Word) -> bool:
        """В Кубе for Quba: what sounds like the registered town is the name of a country."""
        stem = self.context.lower(word.place)[word.match.start : word.match.end]
        return word.profile.only_place and is_country(stem) and not is_country(word.part.text)

    def _of_things(self, word: Word) -> bool:
        """No town is meant: Şuşalar are bottles, Mary told me, and Boru for Bor lacks the apostrophe of Turkish."""
        if not word.profile.only_place:
            return False
        lower = self.context.lower(word.place)
        if word.match.exact and plain(lower) in given_names() and not located(self.context, word.place):
            return not word.match.tail
        short = word.letters <= _SHORT_NAME and bool(word.match.tail)
        unmarked = short and self.context.language == "tr" and self.context.sentence_start(word.place)
        return unmarked or match_is_plural(word.match)

    def _german_noun(self, word: Word) -> bool:
        """Die Bilder, der Reise: a capital after an article is a noun's as often as a surname's."""
        context, place = self.context, word.place
        if context.language != "de" or not word.profile.person or context.titled(place):
            return False
        if word.profile.given and word.match.exact:
            return False
        return not word.match.tail and bool(place) and context.lower(place - 1) in _ARTICLES

    def _german_owner(self, word: Word) -> bool:
        """Schäfers Sohn, in Webers Haus, Schäfers haben: without an article only a name owns, or is a family."""
        context, place = self.context, word.place
        if context.language != "de" or word.match.family is not Family.GENITIVE_S or not word.profile.person:
            return False
        if place + 1 >= len(context.tokens) or context.between(place, place + 1) not in _OWNING:
            return False
        before, start = context.lower(place - 1) if place else "", context.sentence_start(place)
        if start and context.lower(place + 1) in _OF_MANY:
            return True
        return context.capital(place + 1) and (start or before in _GERMAN_PREPOSITIONS)

    def _is_word(self, word: Word) -> bool:
        """The everyday word is meant: an article, a place word or the other word of the name in lower case says so."""
        context, place = self.context, word.place
        if beside_place_word(context, place) or in_season(context, place) or a_thing(context, place):
            return True
        if word.match.family is Family.TURKIC and word.match.tail.startswith(_OURS):
            return True
        if word.common is not Common.WORD or context.titled(place):
            return False
        return self._plain_noun(word) or context.happening(place) or meant_as_words(context, place, word.profile)

    def _namesake(self, word: Word) -> bool:
        """A frequent first name before a surname of the usual kind: the full name of somebody else."""
        following = self.context.lower(word.place + 1) if word.place + 1 < len(self.context.tokens) else ""
        frequent = plain(word.part.text) in given_names() and not word.profile.surname
        if not frequent or word.place + 1 in self.context.masked or not like_surname(following):
            return False
        sounds = coarse_key(soundings(following, script_of(following))[0].symbols)[:1]
        others = {part for name in word.profile.names for part in name.parts if part not in (None, word.part.number)}
        return all(coarse_key(self.index.parts[part or 0].spoken)[:1] != sounds for part in others)

    def _plain_noun(self, word: Word) -> bool:
        """An everyday word rather than the name: Əmin for Emin, the plural Çiçəklər of a first name, der Koch."""
        before = self.context.lower(word.place - 1) if word.place else ""
        match = word.match
        lower = self.context.lower(word.place)
        stem = lower[match.start : match.end]
        another = word.profile.person and match.tail and not match.foreign and self.context.sentence_start(word.place)
        if another and (is_listed(lower) or (not match.exact and is_listed(stem) and stem != word.part.text)):
            return True  # Boran for Bora, Köşede for Köse
        respelled = match.family is Family.NONE and not match.exact and not match.foreign
        if self.context.language == "ru" and attribute(self.context, word.place):
            return True
        if respelled and self.context.sentence_start(word.place) and is_listed(self.context.lower(word.place)):
            return True
        if self.context.language == "de" and not word.profile.given and before in _ARTICLES:
            return True
        mine = match.tail in MINE and match.family is Family.TURKIC and word.profile.person
        if mine or self._likened(word.place) or self._of_compound(word) or self._before_one(word):
            return True
        return not word.profile.surname and match_is_plural(match)

    def _before_one(self, word: Word) -> bool:
        """Uzun bir yol, Sarı yapraklar: an attribute stands before the article or the plural of a thing."""
        following = word.place + 1
        if self.context.language not in ("az", "tr") or word.match.tail or following >= len(self.context.tokens):
            return False
        lower = self.context.lower(following)
        many = lower.endswith(_PLURAL) and word.common is Common.WORD and self.context.sentence_start(word.place)
        return (lower == "bir" or many) and self.context.between(word.place, following) == " "

    def _of_compound(self, word: Word) -> bool:
        """Kum fırtınası, a sand storm: of a person the first word would have a genitive."""
        context, following = self.context, word.place + 1
        if context.language not in ("az", "tr") or word.match.tail or following >= len(context.tokens):
            return False
        if context.between(word.place, following) != " " or context.capital(following):
            return False
        possessed = _POSSESSED.fullmatch(context.lower(following))
        return possessed is not None and possessed.group(1) not in _RELATIVES

    def _likened(self, place: int) -> bool:
        """Ulduz kimi: like a star."""
        following = place + 1
        return following < len(self.context.tokens) and self.context.lower(following) in _LIKE

    def _month_or_country(self, word: Word) -> Verdict:
        dated = word.common is Common.MONTH and in_date(self.context, word.place)
        there = word.common is Common.PROPER and located(self.context, word.place)
        return None if dated or there else (ASK, PROPER_NOUN)

    def _lower(self, word: Word) -> Verdict:
        match = word.match
        typed = self.context.opens_with_capital(word.place)
        if word.everyday:
            if word.profile.given and match.exact and not match.tail and self.context.beside_kin(word.place):
                return ASK, EVERYDAY  # bacım lalə
            place_name = word.common is Common.PROPER and word.letters >= 5 and not word.profile.person
            slack = word.common is Common.RARE and not typed and word.letters >= 4
            slack = slack and not after_article(self.context, word.place)
            return (ASK, PROPER_NOUN) if place_name else (ASK, EVERYDAY) if slack else None
        if inflected_word(self.context, word.place) or (word.skeleton and typed):
            return (ASK, EVERYDAY) if word.profile.person and not typed and word.letters > _SHORT_NAME else None
        if word.letters <= 4:
            plain_word = not match.tail and match.exact and word.common is Common.NO
            return (ASK, LOWER_CASE) if plain_word else None
        if typed and word.profile.person and match.tail.startswith(_PAST):
            return None  # yıldızlar ışıldardı: a verb, where a name would have a capital
        if _doubtful_in_lower_case(word, typed=typed):
            return ASK, LOWER_CASE
        if typed and word.profile.person and not match.tail and not like_surname(word.part.text):
            # a name would have a capital here; this may be a word we do not list
            noun = after_article(self.context, word.place) or self.context.language == "de"
            return None if noun else (ASK, LOWER_CASE)
        return (ASK, OTHER_PERSON) if self.other_person(word) else (CERTAIN, LOWER_CASE)


def match_is_plural(match: Match) -> bool:
    """çiçəklər: towns and first names seldom stand in the plural, things do."""
    return match.family is Family.TURKIC and match.tail.startswith(_PLURAL)


def _doubtful_in_lower_case(word: Word, *, typed: bool) -> bool:
    """A thing's name, a plural or an adjective, a long ending: without its capital such a word may be another."""
    match, name = word.match, word.profile.person or word.profile.only_place
    if typed and (not name or (word.profile.given and match.tail.startswith(_PLURAL))):
        return True
    if word.common is Common.NEIGHBOUR or word.part.text.endswith(_ADJECTIVE_ENDS):
        return True
    return len(match.tail) > _LONG_ENDING or (bool(match.tail) and not match.exact and word.letters < _LONG_ENDING)


def makes_surname(match: Match, part: Part) -> bool:
    """Каримов, Rüstəmli: a surname made of the first name, and borne by other families; Ярославин is Ярослава's."""
    endings = ("ов", "ев", "ёв") if part.text[-1] in "ая" else ("ов", "ев", "ёв", "ин", "ын")
    return match.tail.startswith(endings) or match.family is Family.ORIGIN


def match_is_adjective(match: Match) -> bool:
    """юнусовский: an adjective made of the name still tells the name."""
    return match.family is Family.DERIVED and "ск" in match.tail

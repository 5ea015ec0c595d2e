"""Evidence of one word alone: capital, place in the sentence, everyday meaning, neighbours, ending."""

from __future__ import annotations

from collections.abc import Iterable

from fieldnotes.redaction.hits import Finding, Outcome
from fieldnotes.redaction.homographs import Common, common, given_names, is_listed, plain
from fieldnotes.redaction.nouns import made_of_noun
from fieldnotes.redaction.placecues import beside_place_word, located, names_a_place, of_old, on_the_map
from fieldnotes.redaction.readings import Match, Reading, Strength, another_name
from fieldnotes.redaction.scripts import Script
from fieldnotes.redaction.strongwords import (
    ALIKE,
    ASK,
    CAPITAL,
    CERTAIN,
    EVERYDAY,
    LOWER_CASE,
    MINE,
    OTHER_FORM,
    OTHER_PERSON,
    PART_OF_PLACE,
    PROPER_NOUN,
    SHORT,
    TYPING_ERROR,
    StrongWords,
    Verdict,
    Word,
    makes_surname,
    match_is_adjective,
)
from fieldnotes.redaction.suffixes import Family

_TURKIC_LANGUAGES = frozenset({"az", "tr", "tk", "uz", "kk", "ky", "crh", "ug", "tt", ""})
_S_LANGUAGES = frozenset({"en", "de", "nl", "fr", "es", "da", "sv", "no", ""})
_ENDINGS_OF = {
    Family.GENITIVE_S: (_S_LANGUAGES, 4),
    Family.UZBEK: (frozenset({"uz", "kaa", ""}), 3),
    Family.KURDISH: (frozenset({"ku", "kmr"}), 3),
}
"""Families that belong to some languages, and the letters the stem needs."""
_SLAVIC_LANGUAGES = frozenset({"ru", "uk", "be", "bg", "sr", ""})
_PERSIAN_LETTERS = frozenset("پچژگیک")
_OWNED = (
    *("брат", "сестр", "мат", "мам", "отец", "отц", "пап", "муж", "жен", "сын", "доч", "бабушк", "дед", "дяд", "тёт"),
    *("тет", "племянн", "сосед", "подруг", "друг", "дом", "квартир", "комнат", "паспорт", "рук", "вещ", "телефон"),
    *("письм", "голос", "лиц", "имя", "имен", "рассказ", "слов", "адвокат", "кабинет", "стол", "сумк", "одежд"),
)
_ACCUSATIVE = "ا"
_SHORT_OPENING = 3
_EXCHANGED = tuple(map(frozenset, ("cjd", "kqgx", "xhk", "sc", "vw", "iy", "ea", "uoy", "жд", "еэ", "хг")))
_LONG_OPENING = 6
_LONG_ENDING = 6
_SHORT_CYRILLIC = 6
_VOWELS = frozenset("аеиоуыэюя")
_ARTICLE = "ال"
_DATIVE = ("ə", "a", "e")
_LADY = ("xanım", "hanım")


class Singles(StrongWords):
    """Judges words that no sequence has explained."""

    def lively(self, hits: Iterable[tuple[int, Reading]]) -> list[tuple[int, Reading]]:
        """Those of the words that may be a hit alone, beside some other word at least: no everyday word, mostly."""
        context, raws = self.context, self.context.tokens.raws
        known, found = self.index.silent(context.language), []
        for place, reading in hits:
            raw = raws[place]
            silent = known.get(raw)
            if silent is None:
                silent = known[raw] = raw[0].islower() and self._silent(place, reading)
            if not silent or context.joined(place) or context.beside_kin(place):
                found.append((place, reading))
        return found

    def _silent(self, place: int, reading: Reading) -> bool:
        """Whether a word in lower case is never a hit alone where it stands by itself, wherever that is."""
        return not self.context.caseless(place) and all(self._mute(place, match) for match in reading.matches)

    def _mute(self, place: int, match: Match) -> bool:
        word = self._word(place, match)
        if word is None or word.letters <= 2 or match.strength is Strength.FAINT:
            return True
        if match.disguised or word.part.acronym or not word.profile.person:
            return False
        if match.strength is Strength.WEAK:
            return word.everyday or match.length < _LONG_ENDING
        return word.common in (Common.WORD, Common.MONTH)

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
            mine = (verdict[0] is CERTAIN, match.strength is Strength.STRONG, match.exact)
            if rank is None or mine > rank:
                best, rank, identities, span = verdict, mine, set(), self._span(place, match)
            if mine == rank:
                identities |= word.profile.identities
        if best is None:
            return None
        if best[0] is ASK:
            span = self._whole_name(place, span, frozenset(identities))
        return Finding(*span, frozenset(identities), *best)

    def _whole_name(self, place: int, span: tuple[int, int], own: frozenset[int]) -> tuple[int, int]:
        """The span with the unknown name beside it: what a person is asked about is the full name."""
        context, tokens = self.context, self.context.tokens
        start, end = span
        after, before = place + 1, place - 1
        if (
            after < len(tokens)
            and self._unknown(after)
            and context.next_is_other_name(place, own)
            and not context.readings.matches(after)
        ):
            end = max(end, context.end_of(after))
        elif (
            before >= 0
            and self._unknown(before)
            and context.previous_is_other_name(place, own)
            and not context.readings.matches(before)
        ):
            start = min(start, tokens.starts[before])
        return start, end

    def _unknown(self, place: int) -> bool:
        context = self.context
        kind = common(context.language, context.script(place), (context.lower(place),))
        return place not in context.masked and kind is Common.NO and context.shown(place)

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

    def _word(self, place: int, match: Match) -> Word | None:
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
        if profile.only_place and kind is not Common.MONTH and located(self.context, place):
            kind = Common.NO
        elif profile.only_place and kind is Common.PROPER:
            # the word is a place's name, and that place is what is registered: but риза is a word beside Rize
            listed = common(self.context.language, script, (lower,)) is Common.WORD
            kind = Common.WORD if listed else Common.NO
        if kind is Common.NO and script is Script.ARABIC and made_of_noun(self.context, place) and not profile.given:
            kind = Common.WORD
        if kind is Common.WORD and match.exact and script is Script.LATIN and not is_listed(part.text):
            kind = Common.RARE  # Emin is not əmin, unless the text has lost its diacritics
        return Word(match, part, profile, kind, place, len(part.text))

    def _verdict(self, word: Word) -> Verdict:
        match, context, place = word.match, self.context, word.place
        if word.part.acronym:
            return (CERTAIN, CAPITAL) if match.exact else None
        if word.letters <= 2:
            return self._tiny(word)
        if context.in_phrase([place]) or self._alien_clitic(word):
            return None
        owner = match.family is Family.TURKIC and match.tail.endswith("n")
        if word.profile.person and not word.everyday and not owner and names_a_place(context, place):
            asked = match.strength is Strength.STRONG and not on_the_map(context, place) and word.profile.surname
            return (ASK, PART_OF_PLACE) if asked else None
        if word.profile.person and word.profile.given and of_old(context, place):
            return (ASK, OTHER_PERSON) if match.strength is Strength.STRONG and not word.everyday else None
        if match.strength is not Strength.STRONG:
            return self._unsure(word)
        return self._with_ending(word)

    def _with_ending(self, word: Word) -> Verdict:
        match = word.match
        if match.family is Family.PET:
            return (ASK, OTHER_FORM) if self._may_be_called(word) else None
        if match.family in (Family.DIMINUTIVE, Family.POSSESSIVE):
            return self._pet(word)
        if (
            match.other_gender
            or match.family is Family.DERIVED
            or (match.family is Family.ORIGIN and word.profile.person)
        ):
            return self._derived(word)
        if self._other_name(word):
            return None
        if not self._ending_fits(word):
            return self._doubtful_ending(word)
        if match.tail in _DATIVE and self._next(word.place) in _LADY:
            return ASK, OTHER_PERSON  # Arifə xanım is a woman, or Arif has been given something
        verdict = self.strong(word)
        return self._doubted(word, verdict) if verdict else None

    def _doubted(self, word: Word, verdict: tuple[Outcome, str]) -> Verdict:
        """The verdict, unless the word sounds like the name and is spelled like another."""
        if self._another_vowel(word):
            return ASK, ALIKE
        if verdict[0] is CERTAIN and verdict[1] == CAPITAL and self._opens_as_word(word):
            return ASK, EVERYDAY
        if self._another_country(word):
            return ASK, PROPER_NOUN
        if word.match.family is Family.TURKIC and word.match.tail in MINE and not word.profile.person:
            return ASK, verdict[1]  # nobody says "my Baku": bakım is a word we do not list
        return verdict

    def _opens_as_word(self, word: Word) -> bool:
        """At the beginning of a sentence: a word of the text, or a short one that is hardly like the name."""
        context, place, match = self.context, word.place, word.match
        opens = context.sentence_start(place) or context.shouting(place)
        if not opens or context.titled(place) or context.acting(place):
            return False
        lower, meant = context.lower(place), plain(word.part.text)
        stem = lower[match.start : match.end]
        if context.seen_small(lower) or (len(stem) > _SHORT_OPENING and context.seen_small(stem)):
            return True
        if word.letters <= _SHORT_OPENING:
            return bool(match.tail) and word.profile.person
        alike = match.exact or match.foreign or match.disguised or _begins_alike(plain(stem), meant)
        return not alike and word.letters < _LONG_OPENING

    def _another_vowel(self, word: Word) -> bool:
        """Морин is not Марин: a short name of an alphabet that is written as it sounds, with one vowel changed."""
        match, meant = word.match, word.part.text
        stem = self.context.lower(word.place)[match.start : match.end]
        if match.foreign or match.exact or word.part.script is not Script.CYRILLIC or len(stem) != len(meant):
            return False
        changed = [(one, other) for one, other in zip(plain(stem), plain(meant), strict=False) if one != other]
        return len(meant) <= _SHORT_CYRILLIC and len(changed) == 1 and _VOWELS.issuperset(changed[0])

    def _other_name(self, word: Word) -> bool:
        """Камилла, Pauline: a first name of its own rather than Камил or Paul with an ending."""
        match, lower = word.match, self.context.lower(word.place)
        if not match.tail or match.foreign or not word.profile.given or plain(lower) not in given_names():
            return False
        return not match.exact or match.family is Family.ROMANISED or not self._ending_fits(word)

    def _next(self, place: int) -> str:
        tokens = self.context.tokens
        return self.context.lower(place + 1) if place + 1 < len(tokens) else ""

    def _tiny(self, word: Word) -> Verdict:
        """One or two letters: only the exact word, in a capital or a caseless script, and never without asking."""
        raw = self.context.tokens.raws[word.place]
        if word.everyday or not word.match.exact or word.match.tail or not self.context.tokens[word.place].whole:
            return None
        if word.letters == 1 and any(name.weight > 1 for name in word.profile.names):
            return None
        return (ASK, SHORT) if raw[0].isupper() or self.context.caseless(word.place) else None

    def _slip(self, word: Word) -> Verdict:
        if word.everyday or word.common is Common.NEIGHBOUR:
            return None
        lower = self.context.lower(word.place)
        prefix = lower.startswith(word.part.text) or word.part.text.startswith(lower)
        if word.match.ordinary and word.letters >= 7 and not prefix and not self.other_person(word):
            return CERTAIN, TYPING_ERROR
        another = not word.match.ordinary and self.other_person(word)
        return None if prefix or another else (ASK, TYPING_ERROR)

    def _unsure(self, word: Word) -> Verdict:
        if word.match.strength is Strength.FAINT:
            return self._faint(word)
        return self._slip(word) if word.match.strength is Strength.SLIP else self._weak(word)

    def _faint(self, word: Word) -> Verdict:
        """The consonants of a long name with other vowels: another hand may have written it so."""
        match, context = word.match, self.context
        if word.common is not Common.NO or match.other_gender or not context.shown(word.place) or len(match.tail) > 3:
            return None
        if not self._ending_fits(word) or plain(context.lower(word.place)) in given_names():
            return None
        return (ASK, ALIKE) if match.length >= (6 if match.foreign else 7) else None

    def _weak(self, word: Word) -> Verdict:
        match, context, place = word.match, self.context, word.place
        stem = context.lower(place)[match.start : match.end]
        if match.tail and not match.foreign and plain(context.lower(place)) in given_names():
            return None  # Карина is no form of Карен
        if word.everyday or not self._ending_fits(word) or match.other_gender or match.family is Family.DERIVED:
            return None
        near = (
            match.length >= 6 and match.cost <= 0.06 * match.length + 0.02 and not another_name(word.part, match, stem)
        )
        if context.caseless(place):
            if near:
                return CERTAIN, ALIKE
            return (ASK, ALIKE) if word.letters >= 4 else None
        if context.capital(place):
            if near and not self.other_person(word):
                return CERTAIN, ALIKE
            return (ASK, ALIKE) if match.length >= 5 or match.foreign else None
        return (ASK, ALIKE) if near and match.length >= 7 else None

    def _derived(self, word: Word) -> Verdict:
        capital = self.context.capital(word.place)
        place_name = not word.profile.person
        if self._another_country(word):
            return ASK, PROPER_NOUN
        if place_name and word.match.tail.startswith(("ск", "инск", "овск", "евск")) and word.letters >= 4:
            return CERTAIN, CAPITAL if capital else LOWER_CASE
        if word.everyday or word.letters < 4:
            return None
        if match_is_adjective(word.match) and beside_place_word(self.context, word.place):
            return None
        if word.profile.given and not word.profile.surname and makes_surname(word.match, word.part):
            return None
        adjective = match_is_adjective(word.match) and word.letters >= 5
        return (ASK, OTHER_FORM) if capital or adjective else None

    def _may_be_called(self, word: Word) -> bool:
        """Верочка плакала for Вероника: not before another's surname, and no word that opens a sentence."""
        context, place = self.context, word.place
        plain_word = word.everyday and word.common is not Common.RARE
        opens = plain_word and context.sentence_start(place) and not context.acting(place)
        return word.profile.given and context.shown(place) and not opens and not self.other_person(word)

    def _pet(self, word: Word) -> Verdict:
        """Тамарочка, Begoñita: a diminutive of a first name; Тамарин брат: what belongs to her."""
        context, place = self.context, word.place
        word_meant = word.everyday and word.common is not Common.RARE
        if not word.profile.given or word_meant or word.letters < 5 or not context.shown(place):
            return None
        if word.match.family is Family.POSSESSIVE and place + 1 < len(context.tokens):
            owned = context.between(place, place + 1) == " " and context.lower(place + 1).startswith(_OWNED)
            return (CERTAIN, CAPITAL) if owned else (ASK, OTHER_FORM)
        if context.language == "es" and context.script(place) is Script.LATIN:
            return ASK, OTHER_FORM
        latin = context.script(place) is Script.LATIN
        long = len(word.match.tail) >= 4 or (not latin and len(word.match.tail) >= 2)
        return (ASK, OTHER_FORM) if long else None

    def _ending_fits(self, word: Word) -> bool:
        """Whether the document's language and the name's length allow the ending."""
        match, language = word.match, self.context.language
        family, tail = match.family, match.tail
        stem = match.end - match.start
        if family in (Family.TURKIC, Family.ORIGIN) and self.context.script(word.place) is Script.LATIN:
            return language in _TURKIC_LANGUAGES
        if family is Family.TURKIC:
            return language in _TURKIC_LANGUAGES or match.cost == 0.0
        if family is Family.GERMAN:
            return language in ("de", "") and stem >= 4 and (tail.startswith("sch") or not word.profile.person)
        if family in (Family.ROMANISED, Family.ADJECTIVE) and self.context.script(word.place) is Script.LATIN:
            return language in _SLAVIC_LANGUAGES and stem >= 5
        if family is Family.ARABIC:
            return len(tail) >= 2 or (tail == _ACCUSATIVE and self._accusative(word))
        if family is Family.PERSIAN:
            return language == "fa" or len(tail) >= 2
        languages, shortest = _ENDINGS_OF.get(family, (None, 0))
        return languages is None or (language in languages and stem >= shortest)

    def _accusative(self, word: Word) -> bool:
        """سألت خالدا: the bare alif of the accusative, unless it makes the name of a woman (نورا)."""
        stem, lower = word.match.end - word.match.start, self.context.lower(word.place)
        return stem >= 4 and self.context.language in ("ar", "") and plain(lower) not in given_names()

    def _doubtful_ending(self, word: Word) -> Verdict:
        match = word.match
        if match.end - match.start < 4 or word.everyday:
            return None
        if match.family in (Family.ROMANISED, Family.ADJECTIVE) and (len(match.tail) < 2 or word.letters < 5):
            return None
        if match.family is Family.GERMAN and len(match.tail) <= 3 and word.letters < 6:
            return None
        return (ASK, OTHER_FORM) if self.context.shown(word.place) else None

    def _alien_clitic(self, word: Word) -> bool:
        """An Arabic proclitic before a Persian word: there it is a letter of the word itself."""
        if not word.match.start or word.match.end == word.match.start:
            return False
        lower = self.context.lower(word.place)
        return self.context.language == "fa" or not _PERSIAN_LETTERS.isdisjoint(lower)


def _begins_alike(word: str, meant: str) -> bool:
    """The first letters are one, or two that spellings of a name exchange: Jamil for Cemil, Khadija for Xədicə."""
    return any({word[:1], meant[:1]} <= letters for letters in ({word[:1]}, *_EXCHANGED))

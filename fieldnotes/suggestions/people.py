"""Persons, organisations and places by what stands before, in and after a run of capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from fieldnotes.redaction.wordset import word_set
from fieldnotes.suggestions.caseless import find_caseless
from fieldnotes.suggestions.firms import company_end, dotted_tail, find_quoted, firm_end, name_end, purpose_end
from fieldnotes.suggestions.kinds import Kind
from fieldnotes.suggestions.marks import (
    APPLICATION,
    ARTICLE,
    CITIZEN,
    CITY,
    COUNTRY,
    COURT,
    CURRENCY,
    ETHNIC,
    GIVEN,
    JOB,
    KIN,
    LAW,
    LAWYER,
    LIVES,
    LOCALITY,
    MONTH,
    NATION,
    OF,
    ORG,
    ORGTAIL,
    SMALL,
    UNIT,
    WEEKDAY,
    WHERE,
    Mark,
    class_at,
    word_at,
)
from fieldnotes.suggestions.places import located, long_countries, place_or_org
from fieldnotes.suggestions.reasons import (
    ACRONYM,
    CAPITAL,
    CAPITALS,
    GIVEN_NAME,
    INITIALS,
    LAWYER_NEAR,
    OCCUPATION,
    ORG_WORD,
    PATRONYMIC,
    RELATIVE,
    SURNAME,
    WHERE_BEFORE,
)
from fieldnotes.suggestions.runs import (
    Run,
    has_surname_ending,
    is_capital,
    is_initial,
    is_noun,
    is_patronymic,
    is_roman,
    is_shouted,
    is_surname,
    runs,
)
from fieldnotes.suggestions.titles import find_peoples, find_titled
from fieldnotes.suggestions.tokens import Sentence

_SOFT = COURT | OF | ARTICLE | WHERE | SMALL
_NOT_A_NAME = COURT | MONTH | WEEKDAY
_NOUNS = KIN | SMALL | APPLICATION | LAW | UNIT | CURRENCY
"""What is written with a capital where all nouns are."""
_ON_THE_MAP = COUNTRY | CITY
_NO_SURNAME = NATION | ETHNIC | COUNTRY | COURT | MONTH | LOCALITY | ORG | JOB
_QUOTES = word_set('« „ “ " : ‘')
_LISTED = 0.6
_REGISTER = 4
"""Initials alone that are so many are those of an office: "R.G.N.R."."""
_LONG = 5
"""Letters: a full stop after a shorter word may be that of an abbreviation."""
_CONTRACTED = word_set("im am zum zur vom beim ins ans")
"""A preposition with its article, after which hardly any town stands."""
_GENITIVE = word_set("der des den dem die das")
_AND = word_set("and et y e und və ve и და & , و")
_ADJECTIVE = re.compile(r"\w{3,}e[nrsm]?")
_SAINTS = word_set("saint sainte san santa santo são sankt st")


class Names:
    """Judges the runs of a text.

    `common` are folded words that the text also writes without a capital, `named` those with a capital in mid-sentence.
    """

    def __init__(self, common: Set[str], named: Set[str], *, nouns: bool = False) -> None:
        """`nouns`: the language writes all nouns with a capital, as German does."""
        self._common = common
        self._named = named
        self._nouns = nouns

    def find(self, sentence: Sentence) -> Iterator[Mark]:
        titled = list(find_titled(sentence))
        yield from titled
        after_titled = {mark.last for mark in titled}
        yield from find_peoples(sentence)
        yield from long_countries(sentence)
        shouted = is_shouted(sentence)
        done, person = 0, False
        for whole in runs(sentence):
            for run in self._parts(sentence, whole):
                # A run that an organisation's longer name has taken in is no name of its own.
                mark = None if run.first < done else self._judge(sentence, run, shouted=shouted)
                if mark:
                    beside = (person and run.first == done + 1) or run.first - 1 in after_titled
                    if beside and mark.why == CAPITAL and sentence.folded[run.first - 1] in _AND:
                        mark = mark._replace(confidence=_LISTED, why=CAPITALS)
                    done, person = mark.last, mark.kind is Kind.PERSON and mark.confidence >= _LISTED
                    yield mark
        yield from find_quoted(sentence)
        yield from find_caseless(sentence)

    def _parts(self, sentence: Sentence, run: Run) -> Iterator[Run]:
        """The names of one run; an article between two nouns joins no name ("Angaben der Zeugin")."""
        first = run.first
        for at in range(run.first + 1, run.last - 1 if self._nouns else 0):
            if sentence.folded[at] in _GENITIVE and is_capital(sentence.words[at - 1]) and at - 1 >= first:
                yield from _apart(sentence, _counted(sentence, first, at))
                first = at + 1
        yield from _apart(sentence, run if first == run.first else _counted(sentence, first, run.last))

    def _judge(self, sentence: Sentence, run: Run, *, shouted: bool) -> Mark | None:
        if not shouted and (organisation := self._organisation(sentence, run)):
            return organisation
        run = self._trimmed(sentence, run)
        if run.first >= run.last:
            return None
        classes = [sentence.classes[at] for at in range(run.first, run.last)]
        joined = 0
        for one in classes:
            joined |= one
        if self._nouns and run.words == 1 and joined & ORG and not joined & (COUNTRY | CITY | GIVEN):
            return None
        whole = place_or_org(sentence, run, joined)
        if whole:
            return whole
        if shouted or all(not word[0].isalpha() for word in sentence.words[run.first : run.last]):
            return None
        return self._by_company(sentence, run, joined) or self._by_itself(sentence, run, joined)

    def _organisation(self, sentence: Sentence, run: Run) -> Mark | None:
        """Foreign Policy Centre, Institute for War and Peace Reporting: all of the run, court words included."""
        first, last = run.first, run.last
        for at in range(first + 1, last + 1):
            if end := dotted_tail(sentence, at):
                return Mark(first, end, Kind.ORG, 0.85, ORG_WORD)
        while first < last and sentence.opens(first) and class_at(sentence, first) & (_SOFT | JOB):
            first += 1
        words = [at for at in range(first, last) if is_capital(sentence.words[at])]
        heads = [at for at in words if sentence.classes[at] & (ORG | ORGTAIL)]
        if heads and not sentence.opens(first) and (end := purpose_end(sentence, first, last)) > last:
            return Mark(first, end, Kind.ORG, 0.7, ORG_WORD)
        if not heads and (end := company_end(sentence, last)) > last:
            return Mark(first, end, Kind.ORG, 0.85, ORG_WORD)
        if not heads or (len(words) < 2 and not name_end(sentence, last) > last):
            return None
        end = name_end(sentence, last) if sentence.classes[heads[0]] & ORG and heads[0] < first + 3 else last
        own = [at for at in range(first, end) if is_capital(sentence.words[at]) and self._is_own(sentence, at)]
        if self._nouns and heads[0] == first and first + 1 in words:
            own = words[1:]  # one noun beside another is its name: "Verein Hilfe für Flüchtlinge"
        grown = any(is_capital(sentence.words[at]) and not sentence.classes[at] & COURT for at in range(last, end))
        if first == last or not (own or grown):
            return None
        # A longer name hides the country in it: "Parti communiste de Turquie".
        sure = 0.93 if end > last else 0.75
        return Mark(first, firm_end(sentence, end), Kind.ORG, sure if own else 0.25, ORG_WORD)

    def _is_own(self, sentence: Sentence, place: int) -> bool:
        """A word that belongs to a name and to nothing else."""
        plainly = COURT | ORG | MONTH | WEEKDAY | NATION | ETHNIC | JOB | LAWYER
        listed = sentence.heads[place] > 1  # Amnesty International
        return listed or (not sentence.classes[place] & plainly and sentence.folded[place] not in self._common)

    def _trimmed(self, sentence: Sentence, run: Run) -> Run:
        """Without words at both ends that are capitalised for another reason: sentence start, courts, months."""
        first, last, words = run.first, run.last, run.words
        while first < last and self._explained(sentence, first):
            first += 1
            words -= 1
            while first < last and not is_capital(sentence.words[first]):
                first += 1
        while last > first and (
            not sentence.words[last - 1][0].isalpha() or self._ends_before(sentence, last - 1, run)
        ):
            if sentence.words[last - 1] == "." and last - 2 >= first and len(sentence.words[last - 2]) <= 2:
                break
            if (
                last - 2 > first
                and sentence.words[last - 2].islower()
                and class_at(sentence, last - 2) & (OF | ARTICLE)
            ):
                break  # Talavera de la Reina
            words -= sentence.words[last - 1][0].isalpha()
            last -= 1
        return Run(first, last, words, run.initials)

    def _follows_name(self, sentence: Sentence, place: int) -> bool:
        """Right after a word with a capital that may be a name: "Peter Richter"."""
        if place < 2 or not is_capital(sentence.words[place - 1]):
            return False
        return not (self._nouns and class_at(sentence, place - 1) & (SMALL | UNIT | JOB))  # Taxi Richtung Spandau

    def _ends_before(self, sentence: Sentence, place: int, run: Run) -> bool:
        """The last word of a run belongs to no name."""
        classes = class_at(sentence, place)
        if classes & _NOT_A_NAME and not classes & COUNTRY:
            return True
        noun = self._nouns and classes & SMALL and not classes & GIVEN and is_capital(sentence.words[place - 1])
        before = class_at(sentence, place - 1)
        return bool(noun and place > run.first and not before & (GIVEN | ORG))  # erhob Krämer Klage

    def _explained(self, sentence: Sentence, place: int) -> bool:
        classes = class_at(sentence, place)
        if classes & (COUNTRY | CITY | ORG | ORGTAIL):
            return bool(classes & CITY and classes & SMALL) and sentence.opens(place)
        if classes & (_NOT_A_NAME | NATION | ETHNIC) and not classes & GIVEN:
            return True
        quoted = classes & SMALL and word_at(sentence, place - 1) in _QUOTES
        starts = quoted or sentence.opens(place)
        folded = sentence.folded[place]
        if is_initial(sentence, place) and place + 2 < len(sentence) and is_initial(sentence, place + 2):
            return False
        bare = classes & (LAWYER | JOB | CITIZEN | (_NOUNS if self._nouns else 0)) and not classes & GIVEN
        if (bare or (self._nouns and is_noun(folded))) and not self._follows_name(sentence, place):
            return True
        if starts and self._nouns and class_at(sentence, place + 1) & SMALL and not classes & GIVEN:
            return True
        if starts:
            short = word_at(sentence, place + 1) == "." and len(folded) < _LONG
            alone = not (place + 1 < len(sentence) and is_capital(sentence.words[place + 1])) and not short
            alone = (alone and not class_at(sentence, place + 1) & LOCALITY) or bool(
                class_at(sentence, place + 1) & GIVEN
            )
            return bool(classes & (_SOFT | LIVES | LAWYER | JOB | KIN | CITIZEN | LOCALITY)) or (
                folded in self._common
                or (alone and not classes & GIVEN and folded not in self._named and not is_surname(folded))
            )
        return folded in self._common and bool(classes & (LAWYER | JOB | CITIZEN | LOCALITY | KIN))

    def _by_company(self, sentence: Sentence, run: Run, joined: int) -> Mark | None:
        """By the words right before and after the run."""
        before, two = class_at(sentence, run.first - 1), class_at(sentence, run.first - 2)
        if before & (OF | ARTICLE) and two & ORG:
            return Mark(run.first, firm_end(sentence, run.last), Kind.ORG, 0.6, ORG_WORD)
        if before & KIN or (two & KIN and word_at(sentence, run.first - 1) in (",", ":")):
            return Mark(run.first, run.last, Kind.PERSON, 0.88, RELATIVE)
        if before & LAWYER and not joined & LAWYER:
            return Mark(run.first, run.last, Kind.LEGAL_PROFESSIONAL, 0.75, LAWYER_NEAR)
        if before & JOB:
            return Mark(run.first, run.last, Kind.PERSON, 0.8, OCCUPATION)
        if self._nouns and before & COURT and is_capital(sentence.words[run.first - 1]) and not joined & GIVEN:
            return Mark(run.first, run.last, Kind.PLACE, 0.6, WHERE_BEFORE)
        noun = self._nouns and word_at(sentence, run.first - 1) in _CONTRACTED
        if not noun and (sure := located(sentence, run, joined)):
            return Mark(run.first, run.last, Kind.PLACE, sure, WHERE_BEFORE)
        if before & ORG:
            last = name_end(sentence, run.last, listed=False)
            return Mark(run.first, firm_end(sentence, last), Kind.ORG, 0.65, ORG_WORD)
        return None

    def _by_itself(self, sentence: Sentence, run: Run, joined: int) -> Mark | None:
        """By the words of the run alone."""
        several = run.words > 1
        sure, why = 0.0, CAPITALS
        if any(is_patronymic(word) for word in sentence.folded[run.first : run.last]):
            sure, why = 0.93, PATRONYMIC
        elif joined & GIVEN and several:
            sure, why = 0.9, GIVEN_NAME
        elif run.initials and run.words > run.initials:
            sure, why = 0.88, INITIALS
        elif _has_surname(sentence, run):
            sure, why = (0.8 if several else 0.6), SURNAME
        elif joined & GIVEN:
            sure, why = 0.6, GIVEN_NAME
        if sure:
            return Mark(run.first, run.last, Kind.PERSON, sure, why)
        return self._several(sentence, run) if several else self._single(sentence, run)

    @staticmethod
    def _several(sentence: Sentence, run: Run) -> Mark | None:
        """Several capitalised words of which nothing is known."""
        words = sentence.words[run.first : run.last]
        if run.initials == run.words >= _REGISTER:
            return None
        if run.last < len(sentence) and class_at(sentence, run.last) & LAW and is_capital(sentence.words[run.last]):
            return None  # the Civil Partnership Act
        if sentence.folded[run.first] in _SAINTS:
            return Mark(run.first, run.last, Kind.PLACE, 0.6, WHERE_BEFORE)
        if not run.initials and all(word.isupper() or not word[0].isalpha() for word in words):
            return Mark(run.first, run.last, Kind.ORG, 0.5, ACRONYM)
        translated = _in_brackets(sentence, run) and "-" not in words
        return Mark(run.first, run.last, Kind.PERSON, 0.25 if translated else 0.5, CAPITALS)

    def _single(self, sentence: Sentence, run: Run) -> Mark | None:
        word = sentence.words[run.first]
        if word.isupper() and len(word) > 1:
            if is_roman(word) or sentence.classes[run.first] & (COURT | ORGTAIL):
                return None
            return Mark(run.first, run.last, Kind.ORG, 0.5, ACRONYM) if len(word) <= 8 else None
        if len(word) == 1:
            if word == "I":
                return None
            return Mark(run.first, run.last, Kind.PERSON, 0.3, CAPITAL) if run.initials else None
        if run.last < len(sentence) and class_at(sentence, run.last) & LAW and is_capital(sentence.words[run.last]):
            return None
        common = sentence.folded[run.first] in self._common or _in_brackets(sentence, run)
        if self._nouns and not common:
            return Mark(run.first, run.last, Kind.PERSON, 0.15 if _has_article(sentence, run) else 0.36, CAPITAL)
        return Mark(run.first, run.last, Kind.PERSON, 0.15 if common else 0.35, CAPITAL)


def _counted(sentence: Sentence, first: int, last: int) -> Run:
    """The tokens as a run of their own."""
    words = [at for at in range(first, last) if is_capital(sentence.words[at])]
    return Run(first, last, len(words), sum(is_initial(sentence, at) for at in words))


def _has_surname(sentence: Sentence, run: Run) -> bool:
    return any(
        has_surname_ending(sentence.folded[at])
        and not sentence.classes[at] & _NO_SURNAME
        and is_capital(sentence.words[at])
        for at in range(run.first, run.last)
    )


def _has_article(sentence: Sentence, run: Run) -> bool:
    at = run.first - 1
    if at > 0 and _ADJECTIVE.fullmatch(sentence.folded[at]) and sentence.words[at].islower():
        at -= 1  # der mündlichen Verhandlung
    return bool(class_at(sentence, at) & (ARTICLE | SMALL | OF | WHERE))


def _in_brackets(sentence: Sentence, run: Run) -> bool:
    """The name of an institution in its own language, right after its translation: "( Sąd Okręgowy )"."""
    return word_at(sentence, run.first - 1) in ("(", "[") and word_at(sentence, run.last) in (")", "]")


def _apart(sentence: Sentence, run: Run) -> Iterator[Run]:
    """A person and a place side by side: "Bakıda Rəşad", "Rzayeva Gəncədə"."""
    first = run.first
    firm = any(sentence.classes[at] & (ORG | ORGTAIL) for at in range(run.first, run.last))
    for at in () if firm else range(run.first + 1, run.last):
        left, right = sentence.classes[at - 1], sentence.classes[at]
        if bool(left & _ON_THE_MAP) == bool(right & _ON_THE_MAP) or not is_capital(sentence.words[at]):
            continue
        person = at if left & _ON_THE_MAP else at - 1
        if sentence.classes[person] & GIVEN or has_surname_ending(sentence.folded[person]):
            yield Run(first, at, at - first, 0)
            first = at
    yield Run(first, run.last, run.words - (first - run.first), run.initials if first == run.first else 0)

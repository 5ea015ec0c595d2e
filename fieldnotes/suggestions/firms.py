"""Organisations in quotes, and where their names end: "for War and Peace Reporting", "et Fils SARL", "S.p.A."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.redaction.wordset import word_set
from fieldnotes.suggestions.kinds import Kind
from fieldnotes.suggestions.marks import ARTICLE, COUNTRY, OF, ORG, ORGTAIL, SMALL, Mark, class_at, word_at
from fieldnotes.suggestions.reasons import ORG_WORD
from fieldnotes.suggestions.runs import is_capital, run_at
from fieldnotes.suggestions.tokens import Sentence

_CLOSING = {"«": "»", "“": "”", "„": "“”", '"': '"', "‘": "’"}
_LONGEST_QUOTE = 8
_MOST_ADJECTIVES, _LONG = 2, 5
_LONG_NAME, _NOUN = 9, 4
_SONS = word_set("cie co söhne sons brothers fils frères figli hijos filhos partners partner associés associates zonen")
_SMALL_TAILS = word_set("plc ggmbh mbh gmbh")
"""Forms of companies that are written small too and are no other words."""
_DOTTED_TAILS = frozenset(
    {"snc", "srl", "spa", "sas", "sa", "bv", "nv", "ev", "lda", "sl", "doo", "sro", "as", "oe", "ae"}
)
_FOR = word_set("pour per para pro contre contra contro ' ’")
_AIMS = word_set("pour per para pro contre contra contro")
_ADJECTIVE = re.compile(
    r"\w{3,}(?:aire|ique|al|ale|ales|aux|iste|istes|ien|ienne|iens|elle|el|els|if|ive|ico|ica|ici|ali|ario|aria|ano|ana"
    r"|ista|isti|istas|nal|ivo|iva)"
)
_AND = word_set("et y e and und & и və ve")
_ORG_JOINS = word_set("for and & et y e und für pour para per of и və ve du des de del")


def find_quoted(sentence: Sentence) -> Iterator[Mark]:
    """The quoted words beside the word for an organisation: the newspaper « Le Large », "Dalğa" qəzeti."""
    for first, sign in enumerate(sentence.words):
        closing = _CLOSING.get(sign)
        if closing is None or first + 2 >= len(sentence) or not is_capital(sentence.words[first + 1]):
            continue
        last = first + 2
        while last < len(sentence) and sentence.words[last] not in closing and last - first <= _LONGEST_QUOTE:
            last += 1
        if last >= len(sentence) or sentence.words[last] not in closing:
            continue
        if (class_at(sentence, first - 1) | class_at(sentence, last + 1)) & ORG:
            yield Mark(first + 1, last, Kind.ORG, 0.94, ORG_WORD)


def name_end(sentence: Sentence, last: int, *, listed: bool = True) -> int:
    """Past "for War and Peace Reporting", "de los Trabajadores" after the name of an organisation.

    `listed`: past an "and" too.
    """
    at = last = _adjectives(sentence, last)
    while at < len(sentence) and (sentence.folded[at] in _ORG_JOINS or class_at(sentence, at) & (OF | ARTICLE)):
        if not listed and sentence.folded[at] in _AND:
            break
        following = at + 1
        while following < len(sentence) and class_at(sentence, following) & (OF | ARTICLE):
            following += 1
        if following >= len(sentence) or not is_capital(sentence.words[following]):
            break
        if sentence.folded[at] not in _ORG_JOINS and class_at(sentence, following) & SMALL:
            break  # der Sparkasse Vorberg eine Grundschuld
        if sentence.folded[at] not in _ORG_JOINS and class_at(sentence, following) & COUNTRY:
            break
        last = at = run_at(sentence, following).last
    return last


def purpose_end(sentence: Sentence, first: int, last: int) -> int:
    """Where a name in the manner of Romance languages ends: "Parti de la démocratie populaire"; `last` if it is none.

    What an organisation is for is written small; an adjective behind it is told by its ending.
    """
    if not class_at(sentence, first) & ORG or not is_capital(sentence.words[first]):
        return last
    if last - first > 1 and word_at(sentence, last) not in _AIMS:
        return last
    at = end = last
    if at < len(sentence) and sentence.words[at].islower() and _ADJECTIVE.fullmatch(sentence.folded[at]):
        at += 1
    while at < len(sentence) and end - last < _LONG_NAME:
        begun = at
        if at > last and word_at(sentence, at) in _AND and class_at(sentence, at + 1) & (OF | ARTICLE):
            at += 1
        while at < len(sentence) and (class_at(sentence, at) & (OF | ARTICLE) or sentence.folded[at] in _FOR):
            at += 1
        if at == begun or not _is_small_noun(sentence, at):
            break
        at += 1
        if at < len(sentence) and _ADJECTIVE.fullmatch(sentence.folded[at]):
            at += 1
        end = at
    return end


def _is_small_noun(sentence: Sentence, at: int) -> bool:
    return at < len(sentence) and len(sentence.words[at]) >= _NOUN and sentence.words[at].islower()


def _adjectives(sentence: Sentence, last: int) -> int:
    """Past the small adjectives inside a name: "Parti communiste de Turquie", "Banque agricole du Nord"."""
    at = last
    while at < len(sentence) and at - last < _MOST_ADJECTIVES and sentence.words[at][0].islower():
        if sentence.classes[at] or len(sentence.words[at]) < _LONG:
            break
        at += 1
    follows = at + 1 < len(sentence) and class_at(sentence, at) & OF and is_capital(sentence.words[at + 1])
    return at if at > last and follows else last


def dotted_tail(sentence: Sentence, at: int) -> int:
    """Where "S.n.c." or "e.V." ends that begins at `at`; 0 when there is none."""
    letters, end = "", at
    while end + 1 < len(sentence) and len(sentence.words[end]) == 1 and sentence.words[end + 1] == ".":
        letters += sentence.folded[end]
        end += 2
    return end if letters in _DOTTED_TAILS else 0


def company_end(sentence: Sentence, last: int) -> int:
    """Past "& Söhne KG", ", Lda." and "plc" behind a name."""
    words = sentence.words
    if word_at(sentence, last) in _AND and class_at(sentence, last + 2) & ORGTAIL and is_capital(words[last + 1]):
        last += 3
    if word_at(sentence, last) in _AND and word_at(sentence, last + 1) in _SONS and is_capital(words[last + 1]):
        last += 2
        at = last + (word_at(sentence, last) == ".")
        last = at + 1 if class_at(sentence, at) & ORGTAIL else last  # & Co. KG
    if word_at(sentence, last) == "," and (end := dotted_tail(sentence, last + 1)):
        return end
    if word_at(sentence, last) == "," and class_at(sentence, last + 1) & ORGTAIL and is_capital(words[last + 1]):
        return last + 2 + (word_at(sentence, last + 2) == ".")
    return last + (word_at(sentence, last) in _SMALL_TAILS)


def firm_end(sentence: Sentence, last: int) -> int:
    """Past "et Fils SARL" and "S.p.A." after the name of a firm."""
    words = sentence.words
    last = company_end(sentence, last)
    if last < len(words) and words[last - 1] == "S" and words[last] == ".":
        last -= 1
    while last + 1 < len(words) and len(words[last]) == 1 and words[last].isalpha() and words[last + 1] == ".":
        last += 2
    return last

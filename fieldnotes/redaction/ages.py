"""Find exact ages, and word them by the stage of life."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.redaction.agephrases import find_age_phrases, find_births
from fieldnotes.redaction.generalise import ADULT_FROM, OLD_FROM, Detail, Facet, age_band, stage
from fieldnotes.redaction.ladder import Rung, Topic
from fieldnotes.redaction.lexicon import word_set
from fieldnotes.redaction.spokennumbers import find_spoken_phones, find_spoken_years
from fieldnotes.redaction.stretch import Stretch

_OLDEST = 115
_RUSSIAN_SOFT = {
    "ий": "ый", "яя": "ая", "ее": "ое", "его": "ого", "ему": "ому", "им": "ым", "ем": "ом", "юю": "ую", "ей": "ой",
    "ие": "ые", "их": "ых", "ими": "ыми",
}  # fmt: skip
_RUSSIAN_AGED = re.compile(r"-?\s?(?:х\s?)?летн(\w{2,3})\b")
_RUSSIAN_WHO = word_set(
    "мне тебе ему ей нам вам им которому которой возраст возрасте исполнилось исполнится было стукнуло около почти едва"
)
_RUSSIAN_DATIVE = word_set("мне тебе ему ей нам вам им")
_RUSSIAN_ALONE = re.compile(r"\s?[,.;:!?)\n]|\s?$| (?:и|а|но|когда) ")
_RUSSIAN_ALREADY = word_set("уже еще сейчас тогда теперь только всего скоро")


def find_ages(stretch: Stretch) -> Iterator[Detail]:
    """Every way to say a number of years that somebody has lived."""
    for first, (last, value) in stretch.numbers.items():
        if not 0 < value <= _OLDEST or stretch.word(first) in ("a", "an"):
            continue
        for find in (_english, _turkic, _russian):
            found = find(stretch, first, last, value)
            if found is not None:
                yield _on_rung(stretch, found, first, last, value)
                break
    yield from _beside_a_name(stretch)
    yield from find_age_phrases(stretch)
    yield from find_births(stretch)
    if stretch.of_kind("n"):
        yield from find_spoken_years(stretch)
        yield from find_spoken_phones(stretch)


def _on_rung(stretch: Stretch, found: Detail, first: int, last: int, value: int) -> Detail:
    """Where bands are told, the number alone gives way to its band, and the words around it stay."""
    if stretch.ladder.rung(Topic.AGES) is not Rung.BAND:
        return found
    return Detail(stretch.start(first), stretch.end(last), Facet.AGE, age_band(value))


def _stage(value: int, adult: str, minor: str, older: str) -> str:
    if value < ADULT_FROM:
        return minor
    return older if value >= OLD_FROM else adult


_EN_UNIT = re.compile(r"[ -](?P<unit>year|month|week|day)s?(?:[ -]olds?(?P<noun>[ -][a-z])?| of age\b)\b")
_EN_SHORT = re.compile(r"[ -]?(?:y/o|yo|yrs? old)\b")
_EN_BEFORE = re.compile(
    r"\b(?P<how>aged|age|(?P<at>(?:at|from|by|since|until) (?:the )?age(?: of)?)|the age of)[ :]{1,2}$"
)
_EN_TURNED = re.compile(r"\b(?P<verb>turned|turning|turns) $")
_EN_IS = re.compile(r"\b(?:(?:i am|(?:he|she|who) is|(?:i|he|she|who) was)(?: now| only| just)?|i'm|he's|she's) $")
_EN_IS_ALL = re.compile(r"(?=\s?[.,;:!?)\n]|\s?$| (?:and|but|now|when|or|today|then|while|because)\b)")
_EN_YEAR_AFTER = re.compile(r" (?:back )?(?:in|by|during) (?:the year )?(?:19|20)\d\d(?!\d)| (?:that|the same) year\b")
_EN_WAS = re.compile(r"\b(?:was|were|is|turned|am)(?: (?:about|only|just|almost|nearly|around|already|barely)){0,2} $")
_EN_WHO = word_set("i he she who we they")
_EN_AT = re.compile(r"(?:(?P<year>(?:19|20)\d\d(?:[\])])?)?[,(.;] ?|^|\n)(?P<at>at) (?:only |just |about )?$")
_EN_THEN = re.compile(r",? (?:i|he|she|we|they|my|his|her|our)\b|[)]|, (?:and|but) ")
_LAST_HOUR = 24
_EN_ARTICLE = re.compile(r"\ban? $")


def _english(stretch: Stretch, first: int, last: int, value: int) -> Detail | None:
    if "en" not in stretch.languages:
        return None
    start, end, folded = stretch.start(first), stretch.end(last), stretch.folded
    unit = _EN_UNIT.match(folded, end) or _EN_SHORT.match(folded, end)
    before = folded[max(0, start - 24) : start]
    if aged := _EN_BEFORE.search(before):
        start -= len(before) - aged.start()
        words = (
            ("as an adult", "as a minor", "in old age") if aged["at"] else ("an adult", "a minor", "an older person")
        )
        return Detail(start, unit.end() if unit else end, Facet.AGE, _stage(value, *words))
    if turned := _EN_TURNED.search(before):
        verb = {"turned": "came of age", "turns": "comes of age", "turning": "coming of age"}[turned["verb"]]
        young = {"turned": "grew older", "turns": "grows older", "turning": "growing older"}[turned["verb"]]
        return Detail(start - len(before) + turned.start(), end, Facet.AGE, verb if value == ADULT_FROM else young)
    if unit is None:
        said = (_EN_IS.search(before) and _EN_IS_ALL.match(folded, end)) or _english_in_a_year(stretch, first, last)
        at = _EN_AT.search(before)
        if not said and at and _EN_THEN.match(folded, end) and (value > _LAST_HOUR or at["year"]):
            begin = start - len(before) + at.start("at")
            return Detail(begin, end, Facet.AGE, _stage(value, "as an adult", "as a minor", "in old age"))
        return Detail(start, end, Facet.AGE, _stage(value, "an adult", "a minor", "an older person")) if said else None
    if unit.re is _EN_UNIT and unit["unit"] != "year":
        value = 0
    noun = unit.re is _EN_UNIT and unit["noun"] is not None
    end = unit.end() - (2 if noun else 0)
    article = _EN_ARTICLE.search(before)
    hyphenated = folded[stretch.end(last) : stretch.end(last) + 1] == "-" or noun
    adult, minor, older = ("adult", "underage", "older") if noun else ("adult", "minor", "older person")
    word = _stage(value, adult, minor, older)
    if article or not hyphenated:
        word = f"{'a' if word == 'minor' else 'an'} {word}"
        start -= len(before) - article.start() if article else 0
    return Detail(start, end, Facet.AGE, word)


def _english_in_a_year(stretch: Stretch, first: int, last: int) -> bool:
    """ "My sister was 9 in 2018": a person and the year; a group, a temperature or a cell has other subjects."""
    folded, start = stretch.folded, stretch.start(first)
    was = _EN_WAS.search(folded, max(stretch.tokens.start, start - 32), start)
    if was is None or stretch.word(first) == "one" or not _EN_YEAR_AFTER.match(folded, stretch.end(last)):
        return False
    subject = stretch.token_ending_by(was.start())
    if subject < 0:
        return False
    if stretch.word(subject) in _EN_WHO:
        return True
    mark = stretch.mark_ending.get(subject)
    if mark is not None and mark.kind.startswith(("kin", "child")):
        return True
    if folded[stretch.end(subject) : was.start()].startswith("]"):
        return True  # a name that is already a label
    return stretch.is_capital(subject) and not stretch.word(subject).isdecimal()


def _turkic(stretch: Stretch, first: int, last: int, value: int) -> Detail | None:
    """ "32 yaşında", "32 yaşlı", "32 yaşım var": the number goes, the word for age keeps its ending."""
    if not {"az", "tr"} & set(stretch.languages) or not stretch.word(last + 1).startswith("yas"):
        return None
    word = stretch.word(last + 1)
    if not stretch.joined(last, last + 1) or not re.fullmatch(r"yas(?:[iu]\w{0,10}|l[iu]\w{0,8}|da\w{0,4})?", word):
        return None
    turkish = stretch.language == "tr" and stretch.word(last + 2) not in ("var", "vardir")
    stage = _stage(value, "yetişkin", "küçük", "ileri") if turkish else _stage(value, "yetkin", "uşaq", "ahıl")
    return Detail(stretch.start(first), stretch.end(last), Facet.AGE, stage)


def _russian(stretch: Stretch, first: int, last: int, value: int) -> Detail | None:
    if "ru" not in stretch.languages:
        return None
    folded, end = stretch.folded, stretch.end(last)
    if aged := _RUSSIAN_AGED.match(folded, end):
        hard = _RUSSIAN_SOFT.get(aged[1])
        if hard is None:
            return None
        word = _stage(value, f"взросл{hard}", f"несовершеннолетн{aged[1]}", f"пожил{hard}")
        return Detail(stretch.start(first), aged.end(), Facet.AGE, word)
    if stretch.word(last + 1) not in ("год", "года", "лет", "годам", "годами") or not stretch.joined(last, last + 1):
        alone = stretch.word(first - 1) in _RUSSIAN_DATIVE and _RUSSIAN_ALONE.match(folded, end)
        return Detail(stretch.start(first), end, Facet.AGE, "[возраст]") if alone else None
    end = stretch.end(last + 1)
    before = [stretch.word(first - back) for back in (1, 2, 3)]
    if before[0] == "возрасте" and before[1] == "в":
        stage = _stage(value, "во взрослом возрасте", "в детстве", "в пожилом возрасте")
        return Detail(stretch.start(first - 2), end, Facet.AGE, stage)
    said = before[0] in _RUSSIAN_WHO or (before[1] in _RUSSIAN_WHO and before[0] in _RUSSIAN_ALREADY)
    if said or folded.startswith(" от роду", end):
        end += len(" от роду") if folded.startswith(" от роду", end) else 0
        return Detail(stretch.start(first), end, Facet.AGE, "[возраст]")
    if folded[max(0, stretch.start(first) - 2) : stretch.start(first)] == ", " and folded[end : end + 1] in (",", ")"):
        return Detail(stretch.start(first), end, Facet.AGE, _stage(value, "взрослый", "ребёнок", "пожилой"))
    return None


_YEARS_IN_BRACKETS = re.compile(r" (?:лет|года?|yas|yr|years)(?=\))")
_BESIDE = {"en": ("an adult", "a minor", "an older person"), "az": ("yetkin", "uşaq", "ahıl"),
           "tr": ("yetişkin", "küçük", "yaşlı"), "ru": ("взрослый", "ребёнок", "пожилой")}  # fmt: skip


def _beside_a_name(stretch: Stretch) -> Iterator[Detail]:
    """Newspaper style: "Rena Quliyeva, 34, said", "Rena Quliyeva (34)"."""
    for token, (last, value) in stretch.numbers.items():
        if token == 0 or token != last or not 0 < value < 100 or not stretch.word(token).isdecimal():
            continue
        start, end = stretch.start(token), stretch.end(token)
        if years := _YEARS_IN_BRACKETS.match(stretch.folded, end):
            end = years.end()
        before, after = stretch.folded[stretch.end(token - 1) : start], stretch.folded[end : end + 1]
        if (before, after) not in ((", ", ","), (", ", "."), (" (", ")"), ("(", ")"), (" (", ",")):
            continue
        mark = stretch.mark_ending.get(token - 1)
        relative = mark is not None and mark.kind.startswith(("kin", "child"))
        named = mark is None and value >= 10 and after != "." and stretch.is_capital(token - 1)
        if relative or named:
            word = _stage(value, *_BESIDE[stretch.language]) if stretch.language in _BESIDE else stage(value)
            yield _on_rung(stretch, Detail(start, end, Facet.AGE, word), token, token, value)

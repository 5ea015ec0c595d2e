"""Years of birth in ten languages, and ages in those whose words around the number say enough by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.redaction.generalise import Detail, Facet, age_band, born_in, stage
from fieldnotes.redaction.ladder import Rung, Topic
from fieldnotes.redaction.stretch import Stretch

_YEAR = r"(1[3-9]\d\d|20[0-2]\d)(?!\d)"
_BORN = tuple(
    re.compile(pattern.replace("YEAR", _YEAR))
    for pattern in (
        r"\bborn (?:in |on |around |c\. ?|circa |about )?(?:the )?YEARs?|\byear of birth:? YEAR",
        r"\bYEAR-?(?:c[iu])?,? (?:il(?:in|de|inde)? )?(?:tevelludl\w+|dogum\w*|anadan ol\w+|dogul\w+)",
        r"\bYEAR'?(?:[dt]e)? (?:yilinda )?(?:dogumlu\w*|dogdu\w*|dogmus\w*|dunyaya gel\w+)",
        r"\bYEAR(?:-?(?:го|м|й))? ?(?:года? |г\. ?)?(?:рождени\w|р\.)",
        r"\b(?:родил\w{1,3}|рожден\w{0,2}) в YEAR(?: году)?",
        r"YEAR წ(?:ელს|ლის|\.) (?:დავიბად|დაიბად|დაბადებ)\w*",
        r"(?:დაბადებ\w*|დავიბადე) YEAR(?: წელს)?",
        r"(?:ولد\w{0,3}|موالید|المولود\w?|تولد)(?: فی)?(?: عام| سنة| سال)? YEAR|(?:متولد|زاده)(?: سال)? YEAR",
        r"\bgeboren (?:im jahr |im jahre |in |am )?YEAR|\bjahrgang YEAR|\bYEAR geboren",
        r"\bnee?s? en YEAR|\bnaci(?:do|da|o)? en(?: el ano)? YEAR|\bnacid[oa]s? en YEAR|\bne en YEAR",
    )
)
_NUMBER = r"(?<!\d)(\d{1,3})"
_NOT_A_SPAN = "წინ|განმავლობა|შემდეგ|მანძილ|თავზე|პატიმრო|ვადით|იანვ|თებ|მარტ|აპრ|მაის|ივნ|ივლ|აგვ|სექ|ოქტ|ნოე|დეკ"
_AGED = {
    language: re.compile("|".join(pattern.replace("AGE", _NUMBER) for pattern in patterns))
    for language, patterns in {
        "ka": (rf"AGE წლის(?:აა|ა|აც|ამ|ას)?(?!\w)(?! (?:{_NOT_A_SPAN}))",),
        "ar": (
            r"(?:عمر\w{0,3}|البالغة? من العمر|[یت]بلغ من العمر|فی سن) AGE(?: (?:سنة|عاما?|سنوات|اعوام))?",
            r"(?<=[,(] )AGE (?:عاما?|سنة)(?=[,)])",
        ),
        "fa": (r"AGE ?ساله(?:ام|ای|اش)?(?!\w)", r"(?:سن|سنم|سنش) AGE(?: سال)?", r"AGE سال (?:سن )?دار\w+"),
        "de": (r"AGE jahre alt\b", r"AGE[- ]?jahrige\w?\b", r"\bim alter von AGE(?: jahren)?"),
        "fr": (
            r"\bagee?s? de AGE ans\b", r"\b(?:a|avait|ai|avais|aura) AGE ans\b", r"\bde AGE ans(?=[,.;)])",
            r", AGE ans,",
        ),
        "es": (
            r"AGE anos de edad\b", r"\b(?:tiene|tenia|tengo|cumplio|cumplido) AGE anos\b",
            r"\bde AGE anos(?=[,.;)])", r", AGE anos,",
        ),
    }.items()
}  # fmt: skip
"""By language: a number with the words that make it somebody's age (and not a term in prison, nor a span of time)."""

_OLDEST = 115
_TERM_AT_MOST = 25
_RUSSIAN_YEARS = re.compile(r"(?P<age>\d{2,3}) (?:лет|год|года)(?![а-я])")
_TERM_BEFORE = re.compile(
    r"(?:через|назад|за|на|до|от|срок\w{0,3}|течение|спустя|более|менее|последни\w|около|уже|после|к|свыше|период\w?) $"
)
_TERM_AFTER = re.compile(r" (?:назад|спустя|тюрьм|лишени|колони|заключени|работ|стаж|подряд|вместе|жизни в|брак|строг)")


def find_births(stretch: Stretch) -> Iterator[Detail]:
    """Whoever knows when somebody was born knows her age."""
    if not stretch.of_kind("born"):
        return
    span = stretch.tokens.start, stretch.tokens.limit
    for pattern in _BORN:
        for found in pattern.finditer(stretch.folded, *span):
            year = next(int(text) for text in found.groups() if text)
            yield Detail(found.start(), found.end(), Facet.AGE, born_in(year, stretch.ladder.rung(Topic.AGES)))


def find_age_phrases(stretch: Stretch) -> Iterator[Detail]:
    """Ages said with a formula: "68 წლისაა", "عمرها 68", "68 ساله", "68-jährige"; and "84 года" that is no term."""
    span = stretch.tokens.start, stretch.tokens.limit
    for language in stretch.languages:
        pattern = _AGED.get(language)
        for found in pattern.finditer(stretch.folded, *span) if pattern else ():
            age = next(int(text) for text in found.groups() if text)
            if 0 < age <= _OLDEST:
                yield Detail(found.start(), found.end(), Facet.AGE, _worded(stretch, age))
    if "ru" in stretch.languages:
        for found in _RUSSIAN_YEARS.finditer(stretch.folded, *span):
            if _is_age(stretch, found):
                yield Detail(found.start(), found.end(), Facet.AGE, _worded(stretch, int(found["age"])))


def _is_age(stretch: Stretch, found: re.Match[str]) -> bool:
    """So many years that they are no sentence, and no words around that make them a span of time."""
    before = stretch.folded[max(0, found.start() - 14) : found.start()]
    if before[-1:].isdigit() or before[-1:] in (".", ","):
        return False
    if not _TERM_AT_MOST < int(found["age"]) <= _OLDEST or _TERM_AFTER.match(stretch.folded, found.end()):
        return False
    return _TERM_BEFORE.search(before) is None


def _worded(stretch: Stretch, age: int) -> str:
    return age_band(age) if stretch.ladder.rung(Topic.AGES) is Rung.BAND else stage(age)

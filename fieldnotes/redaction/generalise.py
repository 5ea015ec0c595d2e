"""The ladders: how each kind of detail is worded when it must be told less exactly.

Labels in brackets are English, like every other label of a redacted text; words that stand in the flow of a
sentence are in the language of that sentence where it is en, az, ru or tr, and labels elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fieldnotes.redaction.ladder import Rung, Topic


class Facet(StrEnum):
    """What a detail tells about a person."""

    AGE = "age"
    DATE = "date"
    PLACE = "place"
    KINSHIP = "kinship"
    FAMILY = "family"
    JOB = "job"
    WORKPLACE = "workplace"
    HEALTH = "health"
    MOVES = "moves"
    MONEY = "money"
    VEHICLE = "vehicle"
    CONTACT = "contact"
    DOCUMENT = "document"
    SCHOOL = "school"
    COUNT = "count"
    ORIGIN = "origin"
    EVENT = "event"


TOPICS: Mapping[Facet, Topic] = {
    Facet.AGE: Topic.AGES,
    Facet.DATE: Topic.DATES,
    Facet.PLACE: Topic.PLACES,
    Facet.KINSHIP: Topic.FAMILY,
    Facet.FAMILY: Topic.FAMILY,
    Facet.JOB: Topic.JOBS,
    Facet.WORKPLACE: Topic.JOBS,
    Facet.HEALTH: Topic.HEALTH,
    Facet.MOVES: Topic.MOVES,
    Facet.MONEY: Topic.MONEY,
    Facet.VEHICLE: Topic.THINGS,
    Facet.CONTACT: Topic.PHONES,
    Facet.DOCUMENT: Topic.THINGS,
    Facet.SCHOOL: Topic.SCHOOLS,
    Facet.COUNT: Topic.COUNTS,
    Facet.ORIGIN: Topic.ORIGIN,
    Facet.EVENT: Topic.MOVES,
}
"""Which ladder a detail is on. Contacts have two (phones, links); their finders ask for the right one themselves."""


@dataclass(frozen=True, slots=True)
class Detail:
    """Code points [start, end) say something that could identify a person.

    `replacement` is the wording for the audience; None when no ladder is known and a person must decide.
    """

    start: int
    end: int
    facet: Facet
    replacement: str | None


ADDRESS = "[address]"
DATE = "[date]"
VEHICLE = "[vehicle]"
CONTACT = "[contact]"
DOCUMENT = "[document number]"
HEALTH = "[health detail]"
ADULT_FROM = 18
OLD_FROM = 60
_BAND = 5

_FORMS = ("en", "az", "ru", "tr")
# kind: facet, then singular/plural in en, az, ru, tr
_CLASSES: dict[str, tuple[Facet, tuple[str, str, str, str]]] = {
    "kin": (
        Facet.KINSHIP,
        ("relative/relatives", "qohum/qohumlar", "родственник/родственники", "akraba/akrabalar"),
    ),
    "family": (Facet.FAMILY, ("family", "ailə", "семья", "aile")),
    "person": (
        Facet.FAMILY,
        ("person with family", "ailəli", "человек с семьёй", "aile sahibi"),
    ),
    "job.media": (
        Facet.JOB,
        ("media worker/media workers", "media işçisi/media işçiləri", "работник СМИ/работники СМИ",
         "basın mensubu/basın mensupları"),
    ),
    "job.public": (
        Facet.JOB,
        ("public-sector worker/public-sector workers", "dövlət sektoru işçisi/dövlət sektoru işçiləri",
         "работник госсектора/работники госсектора", "kamu çalışanı/kamu çalışanları"),
    ),
    "job.employee": (
        Facet.JOB, ("employee/employees", "işçi/işçilər", "сотрудник/сотрудники", "çalışan/çalışanlar")
    ),
    "job.health": (
        Facet.JOB,
        ("health-sector worker/health-sector workers", "səhiyyə işçisi/səhiyyə işçiləri",
         "работник здравоохранения/работники здравоохранения", "sağlık çalışanı/sağlık çalışanları"),
    ),
    "job.law": (
        Facet.JOB,
        ("legal professional/legal professionals", "hüquq sahəsinin işçisi/hüquq sahəsinin işçiləri",
         "специалист в области права/специалисты в области права", "hukuk alanında çalışan/hukuk alanında çalışanlar"),
    ),
    "job.arts": (
        Facet.JOB,
        ("creative professional/creative professionals", "yaradıcı işçi/yaradıcı işçilər",
         "творческий работник/творческие работники", "yaratıcı alanda çalışan/yaratıcı alanda çalışanlar"),
    ),
    "job.technical": (
        Facet.JOB,
        ("technical worker/technical workers", "texniki işçi/texniki işçilər",
         "технический работник/технические работники", "teknik çalışan/teknik çalışanlar"),
    ),
    "job.manual": (
        Facet.JOB,
        ("manual worker/manual workers", "əl əməyi işçisi/əl əməyi işçiləri",
         "рабочий/рабочие", "el işi yapan/el işi yapanlar"),
    ),
    "job.business": (
        Facet.JOB,
        ("person in business/people in business", "sahibkar/sahibkarlar", "коммерсант/коммерсанты",
         "ticaretle uğraşan/ticaretle uğraşanlar"),
    ),
    "job.study": (
        Facet.JOB,
        ("learner/learners", "təhsil alan/təhsil alanlar", "учащийся/учащиеся", "öğrenim gören/öğrenim görenler"),
    ),
    "job.faith": (
        Facet.JOB, ("religious worker/religious workers", "din xadimi/din xadimləri",
                    "служитель культа/служители культа", "din adamı/din adamları")
    ),
    "work": (
        Facet.WORKPLACE,
        ("workplace/workplaces", "iş yeri/iş yerləri", "место работы/места работы", "iş yeri/iş yerleri"),
    ),
    "school": (
        Facet.SCHOOL,
        ("school/schools", "məktəb/məktəblər", "школа/школы", "okul/okullar"),
    ),
}  # fmt: skip
_FEWER = {
    "en": ("several times", "a longer period"),
    "az": ("bir neçə dəfə", "uzun müddət"),
    "ru": ("несколько раз", "долгое время"),
    "tr": ("birkaç kez", "uzun bir süre"),
}
_MAGNITUDES = (
    (100, ("tens of", "onlarla", "десятки", "onlarca")),
    (1000, ("hundreds of", "yüzlərlə", "сотни", "yüzlerce")),
    (10**6, ("thousands of", "minlərlə", "тысячи", "binlerce")),
    (10**9, ("millions of", "milyonlarla", "миллионы", "milyonlarca")),
)
_BILLIONS = ("billions of", "milyardlarla", "миллиарды", "milyarlarca")
_BACK_DECADES = {0: "ci", 10: "cu", 20: "ci", 30: "cu", 40: "cı", 50: "ci", 60: "cı", 70: "ci", 80: "ci", 90: "cı"}
_SOFT_DECADES = frozenset({0, 20, 50, 70, 80})


def capitalised(word: str) -> str:
    """With a capital for the start of a sentence; Turkic i keeps its dot."""
    return ("İ" if word.startswith("iş") else word[0].upper()) + word[1:]


def facet_of(kind: str) -> Facet:
    return _CLASSES[kind][0]


def word_for(kind: str, language: str, *, plural: bool = False) -> str:
    """The class that a listed word belongs to: a brother is a relative, a baker an employee."""
    column = _FORMS.index(language) if language in _FORMS else 0
    forms = _CLASSES[kind][1][column].split("/")
    word = forms[-1] if plural else forms[0]
    return word if language in _FORMS else f"[{word}]"


def decade(year: int, language: str) -> str:
    """The decade as it stands alone in a sentence: "the 2010s", "2010-cu illər", "2010-е годы", "2010'lar"."""
    first = year - year % 10
    if language == "az":
        return f"{first}-{_BACK_DECADES[first % 100]} illər"
    if language == "tr":
        return f"{first}'{decade_ending(year)}"
    if language == "ru":
        return f"{first}-е годы"
    return f"the {first}s" if language == "en" else f"[the {first}s]"


def decade_ending(year: int) -> str:
    """The Turkish plural of a decade's number, which follows the vowels of how it is read."""
    return "ler" if year % 100 // 10 * 10 in _SOFT_DECADES else "lar"


def magnitude(amount: float, language: str) -> str:
    """The order of magnitude of a sum, to be followed by its currency."""
    column = _FORMS.index(language) if language in _FORMS else 0
    word = next((words[column] for limit, words in _MAGNITUDES if amount < limit), _BILLIONS[column])
    return word if language in _FORMS else f"[{word}]"


def several_times(language: str) -> str:
    return _FEWER[language][0] if language in _FEWER else f"[{_FEWER['en'][0]}]"


def longer_period(language: str) -> str:
    return _FEWER[language][1] if language in _FEWER else f"[{_FEWER['en'][1]}]"


def stage(value: int) -> str:
    """The stage of life as a label."""
    return "[minor]" if value < ADULT_FROM else "[older person]" if value >= OLD_FROM else "[adult]"


def age_band(value: int) -> str:
    """Five years of age: 32 is "[aged 30–34]"."""
    first = value - value % _BAND
    return f"[aged {first}–{first + _BAND - 1}]"


def born_in(year: int, rung: Rung) -> str:
    """A year of birth says an age to whoever knows the date of the text, so it goes the same way."""
    first = year - year % _BAND
    return f"[born {first}–{first + _BAND - 1}]" if rung is Rung.BAND else "[year of birth]"


def city_in(country: str, region: str, rung: Rung, *, abroad: bool = False) -> str:
    """A city by its region or by its country, both in English; the last rung tells neither."""
    if rung is Rung.ABROAD:
        return "[a city abroad]" if abroad else "[a city]"
    place = region if region and rung is Rung.DISTRICT else country
    return f"[a city in {place}]" if place else "[a city]"


_DIRECTIONS = {"later": "after", "earlier": "before", "ago": "before"}


def interval(direction: str, *, short: bool) -> str:
    """A span of time counted from an event; `direction` is after, later, before, earlier or ago."""
    if direction == "ago":
        return "[some time ago]"
    return f"[{'shortly' if short else 'some time'} {_DIRECTIONS.get(direction, direction)}]"

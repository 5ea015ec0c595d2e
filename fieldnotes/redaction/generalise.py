"""The ladders: how each kind of detail is worded when it must be told less exactly.

Labels in brackets are English, like every other label of a redacted text; words that stand in the flow of a
sentence are in the language of that sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
LINK = "[link]"
DOCUMENT = "[document number]"
HEALTH = "[health detail]"
ADULT_FROM = 18
OLD_FROM = 60

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
    forms = _CLASSES[kind][1][_FORMS.index(language)].split("/")
    return forms[-1] if plural else forms[0]


def decade(year: int, language: str) -> str:
    """The decade as it stands alone in a sentence: "the 2010s", "2010-cu illər", "2010-е годы", "2010'lar"."""
    first = year - year % 10
    if language == "az":
        return f"{first}-{_BACK_DECADES[first % 100]} illər"
    if language == "tr":
        return f"{first}'{decade_ending(year)}"
    return f"{first}-е годы" if language == "ru" else f"the {first}s"


def decade_ending(year: int) -> str:
    """The Turkish plural of a decade's number, which follows the vowels of how it is read."""
    return "ler" if year % 100 // 10 * 10 in _SOFT_DECADES else "lar"


def magnitude(amount: float, language: str) -> str:
    """The order of magnitude of a sum, to be followed by its currency."""
    column = _FORMS.index(language)
    return next((words[column] for limit, words in _MAGNITUDES if amount < limit), _BILLIONS[column])


def several_times(language: str) -> str:
    return _FEWER[language][0]


def longer_period(language: str) -> str:
    return _FEWER[language][1]


def city_in(country: str, *, coarse: bool) -> str:
    """A city by its country's English name; the public is not told the country."""
    return "[a city]" if coarse or not country else f"[a city in {country}]"


_DIRECTIONS = {"later": "after", "earlier": "before", "ago": "before"}


def interval(direction: str, *, short: bool) -> str:
    """A span of time counted from an event; `direction` is after, later, before, earlier or ago."""
    if direction == "ago":
        return "[some time ago]"
    return f"[{'shortly' if short else 'some time'} {_DIRECTIONS.get(direction, direction)}]"

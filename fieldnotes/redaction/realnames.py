"""Find where a text gives one person's second name ("[real name …]"), so that neither name is redacted alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from fieldnotes.redaction.phrases import Found, Phrases, outermost
from fieldnotes.redaction.prose import Span, make_prose


class _Cue(Enum):
    """Where the second name stands and how much the wording proves."""

    CERTAIN = auto()  # "real name": in brackets, whatever follows is the name
    BEFORE_NAME = auto()  # "known as": only when a capitalised name follows
    ABBREVIATION = auto()  # "a.k.a.": the same, and its full stop does not end the sentence
    BRACKET_ONLY = auto()  # "born": means a name only as the first word of a bracket
    AFTER_NAME = auto()  # "… kimi tanınan": the name stands before the wording
    NOTHING = auto()


_CUES: dict[_Cue, tuple[str, ...]] = {
    _Cue.CERTAIN: (
        "real name", "real names", "true name", "birth name", "legal name", "full name", "passport name",
        "maiden name",
        "given name at birth", "name at birth", "actual name", "original name", "name changed from",
        "əsl adı", "əsl ad", "əsl adı soyadı", "əsl ad soyadı", "əsl adı və soyadı", "əsl ismi", "həqiqi adı",
        "həqiqi ad soyadı", "pasportda adı", "qızlıq soyadı", "doğum adı", "tam adı", "ləqəbi", "təxəllüsü",
        "настоящее имя", "настоящее имя и фамилия", "настоящие имя и фамилия", "настоящая фамилия", "подлинное имя",
        "настоящим именем", "полное имя", "имя при рождении", "имя по паспорту", "фамилия при рождении",
        "девичья фамилия", "псевдоним", "прозвище",
        "gerçek adı", "gerçek ismi", "gerçek adı soyadı", "gerçek adı ve soyadı", "asıl adı", "asıl ismi",
        "doğum adı",
        "tam adı", "kızlık soyadı", "takma adı", "kod adı", "nüfustaki adı",
    ),
    _Cue.BEFORE_NAME: (
        "née", "né", "aka", "alias", "known as", "also known as", "better known as", "formerly known as",
        "previously known as", "also called", "also spelled", "also spelt", "pseudonym", "pen name", "nickname",
        "nicknamed", "nom de guerre", "under the name", "under the name of", "under the pseudonym",
        "under the pen name", "goes by", "whose name is", "whose name was",
        "başqa adı", "digər adı", "namı digər", "adı ilə məşhur",
        "он же", "она же", "известен как", "известна как", "известный как", "известная как", "известного как",
        "известную как", "известной как", "известному как", "известным как", "под именем", "под псевдонимом",
        "урождённый", "урождённая", "урождённой", "урождённую", "урождённого", "в девичестве", "по прозвищу",
        "по паспорту", "по кличке", "наст. имя", "наст. фамилия",
        "nam-ı diğer", "namıdiğer", "nam-ı değer", "diğer adı", "diğer adıyla", "eski adı", "eski adıyla",
        "takma adıyla", "kod adıyla",
        "gerçek adıyla", "asıl adıyla", "namıyla",
    ),
    _Cue.ABBREVIATION: ("a.k.a.", "f.k.a.", "урожд.", "наст.", "q. soyadı"),
    _Cue.BRACKET_ONLY: ("born", "born as", "formerly", "real", "actually", "doğulub", "рождённый", "рождённая"),
    _Cue.AFTER_NAME: (
        "kimi tanınan", "kimi tanınmış", "kimi məşhur", "ləqəbli", "ləqəbi ilə", "təxəllüsü ilə", "təxəllüslü",
        "adı ilə tanınan", "olarak bilinen", "olarak tanınan", "adıyla bilinen", "adıyla tanınan", "lakaplı",
        "lakabıyla",
        "takma adlı", "takma adıyla bilinen", "kod adlı", "mahlaslı",
    ),
    _Cue.NOTHING: (
        "full name of the", "full name and", "not her real name", "not his real name", "not their real name",
        "real name withheld", "real name changed", "real name unknown", "real name known",
        "real name has been changed",
        "real name is known", "real name is withheld", "real name was changed", "real name not given",
        "əsl adı gizl*", "əsl adı dəyişdiril*", "əsl adı məlum*",
        "настоящее имя изменено", "настоящее имя скрыто", "настоящее имя не называ*", "настоящее имя не разглаша*",
        "настоящее имя известно",
        "gerçek adı gizl*", "gerçek adı değiştiril*", "gerçek adı saklı*", "gerçek adı bilin*",
    ),
}  # fmt: skip
_PHRASES = Phrases([(phrase, cue) for cue, phrases in _CUES.items() for phrase in phrases])

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’ʼ\-\u0300-\u036f\u00ad\u200b-\u200d](?=[^\W\d_]|[\u0300-\u036f]))*\.?")
_FILLER = re.compile(
    r"(?:\s{0,4}(?:(?:is|was|as|being|это|была|был|isə|ise)\b|[:=,\-–—]|<[^<>]{1,40}>|[\"'“”‘’«»„*_]{1,3})){0,4}\s{0,4}",
    re.I,
)
_TAG = re.compile(r"<[^<>]{1,40}>")
_BETWEEN = re.compile(r"[ \t\u00a0]{1,3}(?:\r?\n[ \t]{0,8})?|\r?\n[ \t]{0,8}")
_BEFORE = re.compile(r"[\s,\"'“”‘’«»„(\[*_]{0,6}$")
_PARTICLES = frozenset(
    {
        "al", "el", "as", "bin", "bint", "ibn", "abu", "de", "da", "di", "del", "van", "von", "der", "den", "la",
        "le", "oglu", "oğlu", "qızı", "qizi", "ogly", "oghlu", "gizi", "kyzy", "zadə", "zade", "bəy", "bey", "xan",
        "оглы", "кызы", "оглу", "гызы", "угли", "бен", "ибн", "аль", "эль", "де", "фон", "ван",
    }
)  # fmt: skip
_NOT_A_NAME = frozenset(
    {"her", "his", "their", "my", "the", "he", "she", "they", "who", "it", "also", "onun", "o", "его", "её", "ее", "их"}
)
_MONTHS = frozenset(
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december", "on", "in", "at", "to",
    }
)  # fmt: skip
_MOST_WORDS = 6
_LONGEST_BRACKET = 200
_CLOSING = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class RealName:
    """A second name given in a text, in code points.

    `start` to `end` is the whole remark with its brackets, `name_start` to `name_end` the name in it, and `other` the
    name beside the remark which belongs to the same person; None when no capitalised name stands there.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    other: Span | None = None


def find_real_names(text: str) -> list[RealName]:
    """All remarks such as "[real name …]", "née …", "also known as …", "nam-ı diğer …", "он же …" in order."""
    prose = make_prose(text)
    names: list[RealName] = []
    for cue in outermost(_PHRASES.find(prose.folded)):
        span = prose.source(cue.start, cue.end)
        name = _given_before(text, span) if cue.value is _Cue.AFTER_NAME else _given_after(text, span, cue)
        if name and not (names and name.name_start < names[-1].name_end):
            names.append(name)
    return names


def _given_after(text: str, span: Span, cue: Found[_Cue]) -> RealName | None:
    bracket = _bracket_around(text, span)
    opens = bracket is not None and not _TAG.sub("", text[bracket[0] + 1 : span[0]]).strip(" \t\"'“«*_")
    if cue.value is _Cue.NOTHING or (cue.value is _Cue.BRACKET_ONLY and not opens):
        return None
    dotted = cue.value is _Cue.ABBREVIATION and text.startswith(".", span[1])
    filler = _FILLER.match(text, span[1] + dotted)
    after = filler.end() if filler else span[1]
    # "born(" or "real namePetrova": the wording has to end before the name begins.
    limit = bracket[1] - 1 if bracket else min(len(text), after + _LONGEST_BRACKET)
    name = _name_run(text, after, limit) if after > span[1] else None
    if bracket and opens and cue.value is _Cue.CERTAIN:
        name = _rest_of_bracket(text, after, bracket) or name
    if name is None or (cue.value is _Cue.BRACKET_ONLY and _is_date(text, name)):
        return None
    start, end = bracket if bracket and opens else (span[0], name[1])
    return RealName(start, end, *name, other=_name_before(text, start))


def _given_before(text: str, span: Span) -> RealName | None:
    name = _name_before(text, span[0])
    if name is None:
        return None
    gap = _BETWEEN.match(text, span[1])
    other = _name_run(text, gap.end(), min(len(text), gap.end() + _LONGEST_BRACKET)) if gap else None
    return RealName(name[0], span[1], *name, other=other)


def _bracket_around(text: str, span: Span) -> Span | None:
    """The innermost bracket that holds `span` and closes within reach; both brackets are part of it."""
    lowest = max(0, span[0] - _LONGEST_BRACKET)
    opening = max(text.rfind(sign, lowest, span[0]) for sign in _CLOSING)
    if opening < 0:
        return None
    closing = text.find(_CLOSING[text[opening]], opening, span[1] + _LONGEST_BRACKET)
    return (opening, closing + 1) if closing >= span[1] else None


def _rest_of_bracket(text: str, after: int, bracket: Span) -> Span | None:
    """A name in small letters too: what the bracket still holds, up to a comma; None when that is a sentence."""
    start = after
    end = min([bracket[1] - 1, *(place for sign in ",;" if (place := text.find(sign, after, bracket[1])) > 0)])
    while end > start and text[end - 1] in " \t\r\n.,;\"'“”’»*_":
        end -= 1
    words = text[start:end].split()
    return (start, end) if words and words[0][0].isalpha() and len(words) <= _MOST_WORDS else None


def _name_run(text: str, start: int, limit: int) -> Span | None:
    """The capitalised words from `start` on; particles ("oğlu", "bin") count between and after them."""
    words: list[re.Match[str]] = []
    position = start
    while len(words) < _MOST_WORDS and (word := _WORD.match(text, position, limit)):
        if not (_is_capitalised(word[0]) or (words and word[0].lower() in _PARTICLES)):
            break
        words.append(word)
        if _ends_name(word[0]) or not (gap := _BETWEEN.match(text, word.end(), limit)):
            break
        position = gap.end()
    return (start, _end_of(words[-1])) if words else None


def _name_before(text: str, end: int) -> Span | None:
    """The run of capitalised words that ends at `end`, quotes and an opening bracket aside."""
    lowest = max(0, end - 80)
    window = text[lowest:end]
    ending = _BEFORE.search(window)
    window = window[: ending.start()] if ending else window
    words = [word for word in _WORD.finditer(window) if word.start() or not lowest]
    run: list[re.Match[str]] = []
    limit = len(window)
    for word in reversed(words):
        between = window[word.end() : limit]
        if len(run) == _MOST_WORDS or (between and not (run and _BETWEEN.fullmatch(between))):
            break
        if not _is_capitalised(word[0]) and word[0].lower() not in _PARTICLES:
            break
        if run and _ends_name(word[0]):
            break
        run.append(word)
        limit = word.start()
    while run and (not _is_capitalised(run[-1][0]) or run[-1][0].lower() in _NOT_A_NAME):
        run.pop()
    return (lowest + run[-1].start(), lowest + _end_of(run[0])) if run else None


def _is_capitalised(word: str) -> bool:
    """Capitalised, or of a script without capitals (Georgian's small letters count as such)."""
    return not word[0].islower() or "\u10d0" <= word[0] <= "\u10ff"


def _ends_name(word: str) -> bool:
    """A full stop ends the sentence, except after an initial."""
    return word.endswith(".") and len(word) > 2


def _end_of(word: re.Match[str]) -> int:
    return word.end() - 1 if _ends_name(word[0]) else word.end()


def _is_date(text: str, name: Span) -> bool:
    first = text[name[0] : name[1]].split(maxsplit=1)[0].lower()
    return first in _MONTHS or text[name[1] : name[1] + 4].lstrip(" ,.")[:1].isdigit()

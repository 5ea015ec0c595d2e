"""Coded terms: what a text tells of, as language-independent codes ("method:asphyxiation", "law:535.1").

Codes group the words of four languages in the manner of the HURIDOCS micro-thesauri; the words are in
`resources/vocabulary/*.toml`, which explains itself to whoever adds some. Article numbers and fines are read from
the text itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from fieldnotes import resources
from fieldnotes.errors import BadValue, ResourceMissing
from fieldnotes.redaction.legalcodes import fine_codes, law_codes
from fieldnotes.redaction.phrases import Phrases
from fieldnotes.redaction.prose import make_prose, plain

LANGUAGES: Final = ("en", "az", "ru", "tr")
_FOLDER = "vocabulary"
_FILES: Final = ("acts", "agents", "charges", "methods")
_AT_ONCE = 10_000
"""Characters looked at in one go, at most twice as many: no other thread of Python runs inside one search of `re`."""
_CODE = re.compile(r"[a-z]{1,20}:[a-z]+(?:-[a-z]+)*")
_WORDS = re.compile(r"[^\W_]+")
_DERIVED_LABELS: Final = {
    "law": {"en": "Article", "az": "Maddə", "ru": "Статья", "tr": "Madde"},
    "fine": {"en": "Fine", "az": "Cərimə", "ru": "Штраф", "tr": "Para cezası"},
}


@dataclass(frozen=True, slots=True)
class CodedTerm:
    """One code with its label and its terms per language, and the phrases that only look like it."""

    code: str
    labels: dict[str, str]
    terms: dict[str, tuple[str, ...]]
    excluded: tuple[str, ...]


def find_codes(text: str) -> list[str]:
    """The codes of everything the text mentions, sorted and without repetition."""
    return sorted(set().union(*map(_codes_in, _pieces(text))))


def _pieces(text: str) -> Iterator[str]:
    """A long text in parts that end with a line, at the end of a sentence where there is one."""
    at = 0
    while len(text) - at > 2 * _AT_ONCE:
        latest = at + 2 * _AT_ONCE
        end = max(text.rfind(".\n", at + _AT_ONCE, latest) + 2, at)
        if end < at + _AT_ONCE:
            end = text.rfind("\n", at + _AT_ONCE, latest) + 1
        if end < at + _AT_ONCE:
            break
        yield text[at:end]
        at = end
    yield text[at:]


def _codes_in(text: str) -> set[str]:
    folded = make_prose(text).folded
    codes = law_codes(folded) | fine_codes(folded)
    per_code: dict[str, list[tuple[int, int, bool]]] = {}
    for found in _index().find(folded):
        code, counts = found.value
        per_code.setdefault(code, []).append((found.start, found.end, counts))
    codes.update(code for code, places in per_code.items() if _is_meant(places))
    return codes


def expand(term: str) -> tuple[str, ...]:
    """All other terms of the codes that `term` is a term of; a word that is none gives nothing.

    The terms are as listed: a star at the end of a word stands for any ending.
    """
    words = _WORDS.findall(plain(term))
    whole = " ".join(words)
    codes = {found.value[0] for found in _index().find(whole) if found.words == len(words) and found.value[1]}
    others = (other for entry in coded_terms() if entry.code in codes for other in _all_terms(entry))
    return tuple(dict.fromkeys(other for other in others if plain(other) != plain(term.strip())))


def label(code: str, language: str) -> str:
    """What the code is called in `language` (en, az, ru or tr; English for any other).

    Raises:
        BadValue: no such code.
    """
    kind, _, value = code.partition(":")
    if kind in _DERIVED_LABELS and value:
        names = _DERIVED_LABELS[kind]
        return f"{names.get(language, names['en'])} {value}"
    names = next((entry.labels for entry in coded_terms() if entry.code == code), {})
    if not names:
        raise BadValue(field="code", value=code, allowed=", ".join((*_FILES, *_DERIVED_LABELS)))
    return names.get(language, names["en"])


@cache
def coded_terms() -> tuple[CodedTerm, ...]:
    """Every code of the shipped vocabulary, in the order of its files.

    Raises:
        ResourceMissing: a file is missing or damaged.
    """
    return tuple(entry for name in _FILES for entry in _read(f"{_FOLDER}/{name}.toml"))


def _read(name: str) -> Iterator[CodedTerm]:
    try:
        table = tomllib.loads(resources.text(name))
        kind = table.pop("kind")
        entries = [_entry(f"{kind}:{key}", body) for key, body in table.items()]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ResourceMissing(name=name) from error
    yield from entries


def _entry(code: str, body: dict[str, object]) -> CodedTerm:
    labels = body["label"]
    if not _CODE.fullmatch(code) or not isinstance(labels, dict):
        raise KeyError(code)
    terms = {language: _strings(body[language]) for language in LANGUAGES}
    return CodedTerm(code, {language: labels[language] for language in LANGUAGES}, terms, _strings(body.get("not", [])))


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(term, str) and _WORDS.search(term) for term in value):
        raise TypeError
    return tuple(value)


def _all_terms(entry: CodedTerm) -> Iterator[str]:
    for language in LANGUAGES:
        yield from entry.terms[language]


@cache
def _index() -> Phrases[tuple[str, bool]]:
    listed = [(term, (entry.code, True)) for entry in coded_terms() for term in _all_terms(entry)]
    excluded = [(phrase, (entry.code, False)) for entry in coded_terms() for phrase in entry.excluded]
    return Phrases(listed + excluded)


def _is_meant(places: list[tuple[int, int, bool]]) -> bool:
    """Whether a place remains that is not inside an excluded phrase."""
    reach = -1
    for _, end, counts in sorted(places, key=lambda place: (place[0], -place[1], place[2])):
        if end > reach and counts:
            return True
        reach = max(reach, end)
    return False

"""Coded terms: those of the program and the user's own, found by code, by key or by what they are called."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fieldnotes import resources
from fieldnotes.errors import BadValue, NoSuchRecord
from fieldnotes.i18n import N_, tr
from fieldnotes.redaction import vocabulary
from fieldnotes.redaction.vocabulary import LANGUAGES, coded_terms
from fieldnotes.services.cleaning import one_line
from fieldnotes.services.session import Session

KINDS = ("act", "method", "agent", "charge")
FALLBACK = "en"
LONGEST_LABEL = 80
_FIELDS = "vocabulary/fields.toml"
_UNKNOWN = N_("a word that is no term")
_SEE = N_("a code or a label of: vocabulary list --kind {kind}")
_EMPTY = N_("empty")


@dataclass(frozen=True, slots=True)
class Term:
    """A coded term with its labels by language; `is_own` for one that the user added to the vault."""

    code: str
    labels: Mapping[str, str]
    is_own: bool = False

    @property
    def kind(self) -> str:
        return self.code.partition(":")[0]

    def label(self, language: str) -> str:
        """What it is called in a language, else in English, else in any; the code where it is not known."""
        return self.labels.get(language) or self.labels.get(FALLBACK) or next(iter(self.labels.values()), self.code)


class Vocabulary:
    """All terms that a vault knows."""

    def __init__(self, own: Mapping[str, Mapping[str, str]]) -> None:
        shipped = (Term(one.code, one.labels) for one in coded_terms())
        added = (Term(code, labels, is_own=True) for code, labels in own.items())
        self._terms = {term.code: term for term in (*shipped, *added)}

    def terms(self, kind: str = "") -> tuple[Term, ...]:
        """Every term, or those of one kind."""
        return tuple(term for term in self._terms.values() if kind in ("", term.kind))

    def label(self, code: str, language: str) -> str:
        """What a code is called; the code itself where it is not known here."""
        return self._terms[code].label(language) if code in self._terms else code

    def code(self, text: str, kind: str) -> str:
        """The code of a term of one kind: of a code (`act:dismissal`), its key (`dismissal`) or a label.

        Raises:
            BadValue: there is no such term.
        """
        told = text.strip()
        for code in (told, f"{kind}:{told}"):
            if code in self._terms and self._terms[code].kind == kind:
                return code
        for term in self.terms(kind):
            if any(label.casefold() == told.casefold() for label in term.labels.values()):
                return term.code
        raise BadValue(field=kind, value=tr(_UNKNOWN), allowed=tr(_SEE, kind=kind))


def of(session: Session) -> Vocabulary:
    """The terms of an open vault."""
    return Vocabulary(session.vault.terms())


def add(session: Session, kind: str, labels: Mapping[str, str]) -> str:
    """Keep a term of one's own; its code. `labels` by language (en, az, ru, tr), at least one.

    Raises:
        BadValue: another kind, another language, or no label.
    """
    return session.vault.add_term(_of(kind, KINDS, "kind"), _cleaned(labels))[0]


def change(session: Session, code: str, labels: Mapping[str, str]) -> None:
    """Call an own term otherwise. What was written with it before keeps its words until it is changed.

    Raises:
        NoSuchRecord: there is no own term of that code.
        BadValue: as `add`.
    """
    known = session.vault.terms()
    if code not in known:
        raise NoSuchRecord(name=code)
    session.vault.change_term(code, {**known[code], **_cleaned(labels)})


def tag_words(tag: str, language: str) -> str:
    """What a list says of a tag: the label of a shipped code, and any other tag as it is written."""
    try:
        return vocabulary.label(tag, language)
    except BadValue:
        return tag


def worded(section: str, key: str, language: str) -> str:
    """What a field or a word of a form is called in a language; English for one that has no labels."""
    labels: Mapping[str, str] = _fields()[section][key]
    return labels.get(language, labels[FALLBACK])


def field_labels(language: str) -> frozenset[str]:
    """What all fields are called in a language."""
    return frozenset(worded("field", name, language) for name in _fields()["field"])


def words_of(language: str) -> frozenset[str]:
    """The other words that a form's text has in a language."""
    sections = ("involvement", "attribution", "date")
    return frozenset(worded(section, key, language) for section in sections for key in _fields()[section])


def month(number: int, language: str, *, after_day: bool) -> str:
    """The name of a month, 1 to 12."""
    names = _fields()["months"]
    key = f"{language}-of" if after_day and f"{language}-of" in names else language
    return str(names.get(key, names[FALLBACK])[number - 1])


@cache
def _fields() -> dict[str, Any]:
    return tomllib.loads(resources.text(_FIELDS))


def _cleaned(labels: Mapping[str, str]) -> dict[str, str]:
    clean = {_of(language, LANGUAGES, "language"): one_line(label) for language, label in labels.items()}
    kept = {language: label for language, label in clean.items() if label}
    if not kept or max(map(len, kept.values())) > LONGEST_LABEL:
        raise BadValue(field="label", value=tr(_EMPTY), allowed=f"1-{LONGEST_LABEL}")
    return kept


def _of(text: str, allowed: Collection[str], field: str) -> str:
    if text not in allowed:
        raise BadValue(field=field, value=tr(_UNKNOWN), allowed=", ".join(allowed))
    return text

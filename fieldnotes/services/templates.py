"""Templates: what to ask in an interview or about an incident, as a record with headings, questions and fields."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fieldnotes import resources
from fieldnotes.errors import BadValue, ResourceMissing
from fieldnotes.i18n import N_, tr
from fieldnotes.model.forms import Act, Incident
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.record import Block, BlockStyle, Body, Card, Kind, Row
from fieldnotes.redaction.vocabulary import LANGUAGES
from fieldnotes.services import forms, write
from fieldnotes.services.session import Session
from fieldnotes.services.vocabulary import FALLBACK

NAMES = ("exile-interview", "arrest", "reprisal", "removal", "travel-ban", "surveillance")
"""In the order in which they are offered."""
_NO_TEMPLATE = N_("the name of no template")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the questions under it, by language."""

    heading: Mapping[str, str]
    questions: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A record to be filled. `act` is the coded term of the first act of an incident."""

    name: str
    kind: Kind
    labels: Mapping[str, str]
    act: str
    sections: tuple[Section, ...]

    def label(self, language: str) -> str:
        return _in(self.labels, language)


def all_of() -> tuple[Template, ...]:
    """Every template of the program."""
    return tuple(map(_read, NAMES))


def named(name: str) -> Template:
    """One template.

    Raises:
        BadValue: there is none of that name.
    """
    if name not in NAMES:
        raise BadValue(field="template", value=tr(_NO_TEMPLATE), allowed=", ".join(NAMES))
    return _read(name)


def body_of(template: Template, language: str) -> Body:
    """What a testimony or note begins with, in a language (English for any that the templates do not have)."""
    blocks = []
    for section in template.sections:
        blocks.append(Block(_in(section.heading, language), BlockStyle.HEADING_2))
        for question in section.questions:
            blocks += [Block(_in(question, language), BlockStyle.BULLET), Block("")]
    return Body(tuple(blocks))


def form_of(template: Template, language: str) -> Incident:
    """What an incident begins with: its first act, and the questions in its narrative."""
    lines = []
    for section in template.sections:
        lines += [f"## {_in(section.heading, language)}", *(_in(one, language) for one in section.questions), ""]
    return Incident(acts=(Act(template.act),), narrative="\n".join(lines).strip())


def use(
    session: Session, name: str, case: str, *, language: str = "", level: Level = DEFAULT_LEVEL, source: str = ""
) -> Row:
    """Start a record from a template.

    Raises:
        BadValue: there is no such template.
        NoSuchRecord: no such case or source.
        SealedClosed: the level is SEALED and the compartment is closed.
    """
    template = named(name)
    spoken, title = language if language in LANGUAGES else FALLBACK, template.label(language)
    if template.kind is Kind.INCIDENT:
        form = form_of(template, spoken)
        return forms.add(session, case, form, title=title, level=level, language=spoken, source=source)
    if source:
        session.vault.entry(source)
    card = Card(title=title, language=spoken).with_source(source)
    return write.new_record(session, case, kind=template.kind, card=card, body=body_of(template, spoken), level=level)


def _in(labels: Mapping[str, str], language: str) -> str:
    return labels.get(language, labels[FALLBACK])


@lru_cache(maxsize=len(NAMES))
def _read(name: str) -> Template:
    file = f"templates/{name}.toml"
    try:
        raw: dict[str, Any] = tomllib.loads(resources.text(file))
        sections = tuple(Section(one["heading"], tuple(one["questions"])) for one in raw["section"])
        return Template(name, Kind(raw["kind"]), raw["label"], raw.get("act", ""), sections)
    except (KeyError, ValueError, TypeError) as error:
        raise ResourceMissing(name=file) from error

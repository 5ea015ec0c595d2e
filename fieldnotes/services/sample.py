"""The sample project: invented people and stories to learn on, kept under `resources/sample`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from fieldnotes import clock, resources
from fieldnotes.model.consent import Answer, ConsentForm, Use
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.forms import Act, Attribution, Claim, Evidence, Incident, Perpetrator, Publication
from fieldnotes.model.level import Level
from fieldnotes.model.record import Card, Kind
from fieldnotes.model.register import EntityType, RelationKind, Role
from fieldnotes.model.task import TaskKind
from fieldnotes.progress import Watch
from fieldnotes.services import evidence, forms, ingest, register, tasks, write
from fieldnotes.services.session import Session

_FOLDER = "sample"


@dataclass(slots=True)
class Sample:
    """Codes of what was made, by the keys that the project file uses."""

    cases: dict[str, str] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)


def build(session: Session, *, watch: Watch | None = None) -> Sample:
    """Put the whole sample project into an open, empty vault (sealed compartment open)."""
    project = tomllib.loads(resources.text(f"{_FOLDER}/project.toml"))
    made = Sample()
    for case in project["case"]:
        made.cases[case["key"]] = write.add_case(session, case["title"]).code
    for entry in project["entry"]:
        made.entries[entry["key"]] = register.add_entry(
            session,
            name=entry["name"],
            aliases=entry.get("aliases", []),
            type=EntityType(entry.get("type", "person")),
            role=Role(entry.get("role", "other")),
            level=Level.parse(entry["level"]),
        ).code
    for relation in project["relation"]:
        kind = RelationKind(relation["as"])
        register.relate(session, made.entries[relation["a"]], made.entries[relation["b"]], kind)
    records = project["record"]
    for done, record in enumerate(records):
        if watch is not None:
            watch.step(done, len(records), "writing testimonies")
        made.records[record["file"]] = _add_record(session, record, made)
    for consent in project["consent"]:
        code = made.entries[consent["entry"]]
        answers = {Use(use): Answer(answer) for use, answer in consent["uses"].items()}
        register.set_consent(
            session,
            code,
            answers,
            form=ConsentForm(given=consent.get("form", ""), conditions=consent.get("conditions", "")),
        )
        if consent.get("withdrawn"):
            made.withdrawn.append(code)
            register.withdraw_consent(session, code)
    return made


def furnish(session: Session, made: Sample) -> None:
    """Add what is kept in fields, and tasks of the coming weeks, to a project that `build` made just now."""
    told = tomllib.loads(resources.text(f"{_FOLDER}/fields.toml"))
    codes = dict(made.entries)
    for one in told["incident"]:
        form = Incident(
            when=UncertainDate.parse(one["when"]),
            place=codes.get(one["place"], one["place"]),
            acts=tuple(_act(act, codes) for act in one["act"]),
            narrative=one["narrative"],
        )
        codes[one["key"]] = forms.add(session, made.cases[one["case"]], form, **_kept(one)).code
    for one in told["publication"]:
        about = Publication(
            title=one["title"],
            outlet=one["outlet"],
            when=UncertainDate.parse(one["when"]),
            author=codes[one["author"]],
            narrative=one["narrative"],
        )
        forms.add(session, made.cases[one["case"]], about, **_kept(one))
    for one in told["evidence"]:
        origin = Evidence(
            origin=one["origin"],
            giver=codes[one["giver"]],
            when=UncertainDate.parse(one["when"]),
            narrative=one["narrative"],
        )
        file = resources.path(f"{_FOLDER}/{one['file']}")
        evidence.add(session, made.cases[one["case"]], file, about=origin, **_kept(one))
    for one in told["task"]:
        due = clock.today() + timedelta(days=one["days"])
        tasks.add(session, one["title"], kind=TaskKind(one["kind"]), about=codes[one["about"]], due=due.isoformat())


def _kept(told: dict[str, Any]) -> dict[str, Any]:
    return {"level": Level.parse(told["level"]), "language": told["language"]}


def _act(told: dict[str, Any], codes: dict[str, str]) -> Act:
    return Act(
        what=told["what"],
        victims=tuple(codes[key] for key in told["victims"]),
        targets=tuple(codes[key] for key in told["targets"]),
        perpetrators=(Perpetrator(agent=told["agent"]),),
        official=Claim(told["official"]),
        account=Claim(told["account"], codes[told["source"]]),
        attribution=Attribution(told["attribution"]),
    )


def _add_record(session: Session, record: dict[str, Any], made: Sample) -> str:
    body, _ = ingest.read_document(resources.path(f"{_FOLDER}/{record['file']}"))
    card = Card(
        title=record["title"],
        language=record["language"],
        source=made.entries[record["source"]] if record.get("source") else "",
        dated=str(record.get("dated", "")),
        origin="sample",
    )
    row = write.new_record(
        session,
        made.cases[record["case"]],
        kind=Kind(record["kind"]),
        level=Level.parse(record["level"]),
        card=card,
        body=body,
    )
    for passage in record.get("passage", []):
        write.mark(
            session,
            row.code,
            quote=passage["quote"],
            level=Level.parse(passage["level"]),
            replacement=passage.get("replace", ""),
            reason=passage.get("reason", ""),
        )
    return row.code

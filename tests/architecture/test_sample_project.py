"""The invented project is whole: every reference leads somewhere and every marked quotation is in its text."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import Any

import pytest

from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import WRITTEN, Kind
from fieldnotes.model.register import EntityType, RelationKind, Role
from tests.architecture.checkout import ROOT

SAMPLE = ROOT / "resources" / "sample"
PROJECT: dict[str, list[dict[str, Any]]] = tomllib.loads((SAMPLE / "project.toml").read_text(encoding="utf-8"))
RECORDS = PROJECT["record"]
ENTRIES = {entry["key"]: entry for entry in PROJECT["entry"]}


def text_of(record: dict[str, Any]) -> str:
    return (SAMPLE / str(record["file"])).read_text(encoding="utf-8")


def test_it_is_as_large_as_promised() -> None:
    languages = Counter(record["language"] for record in RECORDS)

    assert len(PROJECT["case"]) == 3
    assert len(RECORDS) == len({record["file"] for record in RECORDS}) == 12
    assert len(ENTRIES) == len(PROJECT["entry"]) == 20
    assert languages == {"en": 3, "az": 3, "ru": 3, "tr": 3}


def test_it_shows_every_level_kind_and_answer() -> None:
    assert {Level.parse(record["level"]) for record in RECORDS} == set(Level)
    assert {Level.parse(entry["level"]) for entry in PROJECT["entry"]} == set(Level)
    assert {Kind(record["kind"]) for record in RECORDS} == set(WRITTEN)
    assert {EntityType(entry["type"]) for entry in PROJECT["entry"]} == set(EntityType) - {EntityType.DOCUMENT}
    assert {Role(entry["role"]) for entry in PROJECT["entry"] if "role" in entry} == set(Role) - {Role.OTHER}
    assert {Answer(answer) for consent in PROJECT["consent"] for answer in consent["uses"].values()} == set(Answer)


def test_every_reference_leads_somewhere() -> None:
    cases = {case["key"] for case in PROJECT["case"]}

    assert {record["case"] for record in RECORDS} == cases
    assert {record["source"] for record in RECORDS if "source" in record} <= set(ENTRIES)
    assert {relation[end] for relation in PROJECT["relation"] for end in ("a", "b")} <= set(ENTRIES)
    assert {consent["entry"] for consent in PROJECT["consent"]} <= set(ENTRIES)
    assert {RelationKind(relation["as"]) for relation in PROJECT["relation"]}
    assert {Use(use) for consent in PROJECT["consent"] for use in consent["uses"]}
    assert {f"records/{path.name}" for path in (SAMPLE / "records").iterdir()} == {record["file"] for record in RECORDS}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["file"])
def test_a_record_is_long_enough_to_read_and_its_quotations_are_in_it_once(record: dict[str, Any]) -> None:
    paragraphs = text_of(record).splitlines()

    assert 150 <= len(text_of(record).split()) <= 500
    assert paragraphs[0] == f"# {record['title']}"
    for passage in record.get("passage", []):
        assert sum(paragraph.count(passage["quote"]) for paragraph in paragraphs) == 1
        assert passage["reason"]


def test_it_holds_the_hard_cases() -> None:
    by_file = {record["file"]: record for record in RECORDS}
    withdrawn = {consent["entry"] for consent in PROJECT["consent"] if consent.get("withdrawn")}

    assert by_file["records/en-off-the-record.md"]["level"] == "SEALED"
    assert [record["file"] for record in RECORDS if "source" not in record] == ["records/en-prosecutor-statement.md"]
    assert withdrawn & {record.get("source") for record in RECORDS}
    assert any("[real name " in text_of(record) for record in RECORDS)
    assert "[7] Berfin Taşdelenolu" in text_of(by_file["records/tr-kars-gorusmesi.md"])
    assert "Taşdelenolu" not in str(PROJECT["entry"])

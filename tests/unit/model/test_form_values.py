"""Forms as plain values: what goes in comes out, what is unknown is refused or passed over, codes are found."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from fieldnotes.errors import BadValue
from fieldnotes.model import form_values
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.forms import (
    Act,
    Attribution,
    Claim,
    Custody,
    CustodyAct,
    Evidence,
    Form,
    Incident,
    Involvement,
    Perpetrator,
    Publication,
    Sighting,
)

WHOLE = (
    Incident(
        UncertainDate.parse("c. 2016-04"),
        "L-001",
        (
            Act(
                "act:dismissal",
                ("P-001",),
                ("S-001",),
                ("method:asphyxiation",),
                (Perpetrator("P-002", "agent:police", "in a grey coat", Involvement.ORDERED),),
                Claim("he yelled", "O-001"),
                Claim("he did not", "S-001"),
                ("charge:hooliganism",),
                ("535.1",),
                "200 AZN",
                "10 days",
                "B-001",
                "lost the flat",
                Attribution.DENIED,
            ),
        ),
        "Told by P-003.",
    ),
    Publication("Neft", "Qəzet", UncertainDate.parse("2016"), "https://a.example", "S-001", "x"),
    Evidence(
        "a.jpg", "image/jpeg", 3, "00", "post", "S-001", UncertainDate.parse("2016"), "11", 2,
        (Custody("2026-01-01T00:00:00Z", CustodyAct.TAKEN_OUT, "owner", "for S-002"),), "y",
    ),
    Sighting("2026-01-01T10:00", "Nizami 12", "Lada", "10-AA-123", "two men"),
)  # fmt: skip


def _has_no_empty_field(value: Any) -> bool:
    if isinstance(value, tuple):
        return bool(value) and all(map(_has_no_empty_field, value))
    if is_dataclass(value) and not isinstance(value, UncertainDate):
        return all(_has_no_empty_field(getattr(value, field.name)) for field in fields(value))
    return bool(value)


@pytest.mark.parametrize("form", WHOLE, ids=form_values.name_of)
def test_a_form_with_every_field_comes_back_as_it_was(form: Form) -> None:
    assert _has_no_empty_field(form), "the example must fill every field, also new ones"
    assert form_values.from_plain(type(form), form_values.as_plain(form)) == form


@pytest.mark.parametrize("kind", form_values.FORMS.values())
def test_an_empty_form_says_nothing(kind: type[Form]) -> None:
    assert form_values.as_plain(kind()) == {}
    assert form_values.from_plain(kind, {}) == kind()


def test_a_later_programs_field_is_passed_over_in_a_vault_and_refused_in_a_file() -> None:
    raw = {"place": "L-001", "weather": "rain"}
    assert form_values.from_plain(Incident, raw, strict=False) == Incident(place="L-001")
    with pytest.raises(BadValue) as error:
        form_values.from_plain(Incident, raw)
    assert "weather" in error.value.sentence_text()


@pytest.mark.parametrize(
    "raw",
    [
        [],
        {"acts": {"what": "act:arrest"}},
        {"acts": "arrest"},
        {"acts": [{"victims": "S-001"}]},
        {"acts": [{"attribution": "surely"}]},
        {"acts": [{"official": "he yelled"}]},
        {"place": True},
        {"when": "yesterday"},
    ],
)
def test_another_shape_is_refused(raw: object) -> None:
    with pytest.raises(BadValue):
        form_values.from_plain(Incident, raw)


def test_codes_are_found_in_fields_and_in_words_and_changed_in_both() -> None:
    form = WHOLE[0]
    assert form_values.codes_in(form) == {"L-001", "P-001", "S-001", "P-002", "O-001", "B-001", "P-003"}
    changed = form_values.recoded(form, {"P-001": "P-009", "P-003": "P-1000"})
    assert isinstance(changed, Incident)
    assert changed.acts[0].victims == ("P-009",)
    assert changed.narrative == "Told by P-1000."
    assert form_values.recoded(changed, {"P-009": "P-001", "P-1000": "P-003"}) == form


@pytest.mark.parametrize("text", ["TS-001x", "S-01", "XS-S-001", "AAS-001", "s-001"])
def test_what_only_looks_like_a_code_is_none(text: str) -> None:
    assert form_values.CODE.search(text) is None


def test_proxy_punishment_is_somebody_hit_for_another() -> None:
    assert Act(victims=("P-001",), targets=("S-001",)).is_by_proxy
    assert Act(victims=("P-001", "S-001"), targets=("S-001",)).is_by_proxy
    assert not Act(victims=("S-001",), targets=("S-001",)).is_by_proxy
    assert not Act(victims=("S-001",)).is_by_proxy

"""Templates in four languages become records with questions; own terms of the vocabulary are kept and named."""

from __future__ import annotations

import pytest

from fieldnotes.errors import BadValue, NoSuchRecord
from fieldnotes.model.forms import Act, Incident
from fieldnotes.model.record import BlockStyle, Kind
from fieldnotes.redaction.vocabulary import LANGUAGES, coded_terms
from fieldnotes.services import forms, templates, vocabulary
from fieldnotes.services.session import Session
from tests.helpers.sharing import CASE, SOURCE
from tests.helpers.vaults import decrypted_pages

CODES = {term.code for term in coded_terms()}


@pytest.mark.parametrize("name", templates.NAMES)
def test_every_template_asks_in_every_language(name: str) -> None:
    template = templates.named(name)
    asked = [one for section in template.sections for one in (section.heading, *section.questions)]
    for labels in (template.labels, *asked):
        assert set(labels) == set(LANGUAGES)
        assert len({words for words in labels.values() if words.strip()}) == len(LANGUAGES)
    assert template.kind is not Kind.INCIDENT or template.act in CODES


@pytest.mark.parametrize("name", templates.NAMES)
@pytest.mark.parametrize("language", ["az", "ka"])
def test_a_record_is_ready_to_be_filled(sharing: Session, name: str, language: str) -> None:
    row = templates.use(sharing, name, CASE, language=language, source=SOURCE)
    template, record = templates.named(name), sharing.vault.record(row.code)
    spoken = language if language in LANGUAGES else "en"
    assert (row.kind, record.row.card is not None and record.row.card.language) == (template.kind, spoken)
    for section in template.sections:
        assert section.heading[spoken] in record.body.text
        assert all(question[spoken] in record.body.text for question in section.questions)
    if template.kind is Kind.INCIDENT:
        form = forms.read(sharing, row.code)[1]
        assert isinstance(form, Incident)
        assert [act.what for act in form.acts] == [template.act]
    styles = {block.style for block in record.body.blocks}
    assert styles & {BlockStyle.HEADING_2, BlockStyle.HEADING_3}


def test_a_template_that_is_none_is_refused(sharing: Session) -> None:
    with pytest.raises(BadValue):
        templates.use(sharing, "../sample/project", CASE)
    with pytest.raises(NoSuchRecord):
        templates.use(sharing, "surveillance", CASE, source="S-999")


def test_an_own_term_is_used_like_any_other(sharing: Session) -> None:
    code = vocabulary.add(sharing, "method", {"az": "Su kəsilməsi", "en": "Water cut off"})
    assert vocabulary.of(sharing).label(code, "az") == "Su kəsilməsi"
    assert vocabulary.of(sharing).label(code, "tr") == "Water cut off"
    row = forms.add(sharing, CASE, Incident(acts=(Act("arrest", methods=("su kəsilməsi",)),)), language="az")
    record, form = forms.read(sharing, row.code)
    assert isinstance(form, Incident)
    assert form.acts[0].methods == (code,)
    assert "Üsul: Su kəsilməsi" in record.body.text
    assert record.row.card is not None
    assert code in record.row.card.tags
    vocabulary.change(sharing, code, {"az": "Suyun bağlanması"})
    assert vocabulary.of(sharing).label(code, "az") == "Suyun bağlanması"
    assert vocabulary.of(sharing).label(code, "en") == "Water cut off"
    assert "Su kəsilməsi".encode() not in decrypted_pages(sharing.vault)


@pytest.mark.parametrize(
    ("kind", "labels"),
    [("law", {"en": "x"}), ("act", {}), ("act", {"en": " "}), ("act", {"xx": "x"}), ("act", {"en": "x" * 81})],
)
def test_a_term_needs_a_kind_and_a_label(sharing: Session, kind: str, labels: dict[str, str]) -> None:
    with pytest.raises(BadValue):
        vocabulary.add(sharing, kind, labels)
    assert sharing.vault.terms() == {}


def test_only_own_terms_are_renamed(sharing: Session) -> None:
    with pytest.raises(NoSuchRecord):
        vocabulary.change(sharing, "act:arrest", {"en": "x"})

"""Incidents in fields: competing accounts, proxy punishment, law and method codes, and nothing of it past redaction."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import BadValue, FormNeeded, NoSuchRecord, SealedClosed
from fieldnotes.model.audience import Audience
from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.forms import (
    Act,
    Claim,
    Evidence,
    Incident,
    Involvement,
    Perpetrator,
    Publication,
    Sighting,
)
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.register import EntityType, RelationKind, Role
from fieldnotes.services import (
    find,
    forms,
    history,
    incidents,
    mentions,
    preparing,
    receive,
    register,
    share,
    suggest,
    write,
)
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes.services.settling import outgoing
from fieldnotes.vault.records import sealed_versions, sealed_words
from tests.helpers.sharing import CASE, PASSWORD, person
from tests.helpers.vaults import cheap_kdf, decrypted_pages, encodings_of

EXILE, BROTHER, CHIEF, HOME = "S-001", "P-001", "P-002", "L-001"
PUBLICATION, INCIDENT = "B-001", "I-001"
NAMES = ("Rəna Quliyeva", "Elşad Quliyev", "Pərviz Tahmasıb", "Gülövşə küçəsi 12")
TITLE, OUTLET, URL = "Neft pulları hara getdi", "Xəzər Gündəliyi", "https://xezer.example/neft-pullari"


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exile who published, her brother who lost his work, and who is said to have ordered it."""
    session = sessions.create(tmp_path_factory.mktemp("incidents") / "study", PASSWORD, params=cheap_kdf())
    write.add_case(session, "İş")
    people = ((NAMES[0], Role.SOURCE), (NAMES[1], Role.VICTIM), (NAMES[2], Role.OFFICIAL))
    for name, role in people:
        person(session, name, role)
    register.add_entry(
        session, name=NAMES[3], aliases=[], type=EntityType.PLACE, role=Role.OTHER, level=Level.ANONYMOUS
    )
    register.relate(session, BROTHER, EXILE, RelationKind.SIBLING)
    register.set_consent(session, EXILE, dict.fromkeys(Use, Answer.ANONYMOUS))
    forms.add(session, CASE, published(), level=Level.ANONYMOUS, language="az")
    forms.add(session, CASE, reprisal(), level=Level.ANONYMOUS, language="en")
    session.lock()
    return session.path


@pytest.fixture
def session(master: Path, tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "study.fieldnotes"
    shutil.copytree(master, path)
    opened = sessions.unlock(path, PASSWORD)
    opened.open_sealed(PASSWORD)
    yield opened
    opened.lock()


def published() -> Publication:
    return Publication(TITLE, OUTLET, UncertainDate.parse("2016-03-12"), URL, EXILE)


def reprisal() -> Incident:
    act = Act(
        "dismissal",
        (BROTHER,),
        (EXILE,),
        methods=("Asphyxiation", "method:electric-shocks"),
        perpetrators=(
            Perpetrator(agent="plain-clothes", described="two men in leather jackets", involvement=Involvement.DIRECT),
            Perpetrator(entry=CHIEF, involvement=Involvement.ORDERED),
        ),
        official=Claim("He yelled and swore at an officer.", "statement of the district police"),
        account=Claim("He stood in the queue and said nothing.", EXILE),
        charges=("hooliganism",),
        articles=("535.1",),
        fine="200 AZN",
        trigger=PUBLICATION,
    )
    return Incident(UncertainDate.parse("2016-04"), HOME, (act,), "It was raining.")


def text(session: Session, code: str = INCIDENT) -> str:
    return session.vault.record(code).body.text


def leaving(session: Session, audience: Audience = Audience.EDITOR) -> dict[str, str]:
    """What leaves, by code: title and text."""
    return {one.code: f"{one.title}\n{one.redacted}" for one in share.preview(session, CASE, audience).records}


# --- what the record is


def test_the_record_has_the_form_and_a_text_made_of_it(session: Session) -> None:
    record, form = forms.read(session, INCIDENT)
    assert isinstance(form, Incident)
    assert form.acts[0].methods == ("method:asphyxiation", "method:electric-shocks")
    assert record.row.card is not None
    assert (record.row.card.source, record.row.card.dated) == (EXILE, "2016-04")
    assert record.body.text.split("\n")[:6] == [
        "When: April 2016",
        "Where: L-001",
        "Act 1: Dismissal from work",
        "Victim: P-001",
        "Intended target (punishment by proxy): S-001",
        "Method: Asphyxiation; Electric shocks",
    ]


@pytest.mark.parametrize(("language", "words"), [("az", "aprel 2016"), ("ru", "апрель 2016"), ("tr", "Nisan 2016")])
def test_the_text_speaks_the_records_language(session: Session, language: str, words: str) -> None:
    forms.change(session, INCIDENT, reprisal(), language=language)
    assert words in text(session)
    assert "Act" not in text(session)
    tags = session.vault.record(INCIDENT).row.card
    assert tags is not None
    assert {"act:dismissal", "law:535.1", "method:electric-shocks", "charge:hooliganism"} <= set(tags.tags)


def test_law_methods_and_codes_are_found(session: Session) -> None:
    for asked in ("535.1", "elektroşok", "kind:incident", '"P-001"'):
        assert INCIDENT in {found.row.row.code for found in find.search(session, asked).records}, asked


def test_whoever_is_meant_by_a_code_is_mentioned(session: Session) -> None:
    find.search(session, "Elşad Quliyev")
    assert set(session.vault.mentions(INCIDENT)) >= {EXILE, BROTHER, CHIEF, HOME}
    assert INCIDENT in {found.row.row.code for found in find.search(session, "Elşad Quliyev").records}


def test_a_code_is_no_name_that_travels_in_the_open(session: Session) -> None:
    assert mentions.named_in_the_open(session) == ()
    forms.change(session, INCIDENT, replace(reprisal(), narrative="Elşad Quliyev was at work."))
    assert mentions.named_in_the_open(session) == (INCIDENT,)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"what": "act:juggling"}, BadValue),
        ({"methods": ("tickling",)}, BadValue),
        ({"articles": ("535.1 of the code",)}, BadValue),
        ({"victims": ("P-999",)}, NoSuchRecord),
        ({"trigger": "B-999"}, NoSuchRecord),
        ({"perpetrators": (Perpetrator(entry="Somebody"),)}, NoSuchRecord),
    ],
)
def test_what_a_coded_field_cannot_say_is_refused(
    session: Session, change: dict[str, object], error: type[Exception]
) -> None:
    act = replace(reprisal().acts[0], **change)  # type: ignore[arg-type]
    with pytest.raises(error):
        forms.add(session, CASE, Incident(acts=(act,)))
    assert len(session.vault.rows()) == 2


def test_its_text_is_changed_by_its_fields_only(session: Session) -> None:
    record = session.vault.record(INCIDENT)
    assert record.row.card is not None
    with pytest.raises(FormNeeded):
        write.save(session, INCIDENT, card=record.row.card, body=Body.of("something else"))
    with pytest.raises(FormNeeded):
        forms.change(session, INCIDENT, published())
    without = replace(record.body, form=None)  # as an editor of texts hands it back
    write.save(session, INCIDENT, card=replace(record.row.card, title="Another title"), body=without)
    assert session.vault.record(INCIDENT).body.form == record.body.form


# --- scenarios 2, 5 and 6


def test_both_accounts_leave_and_both_are_alleged(session: Session) -> None:
    told = leaving(session)[INCIDENT]
    assert "Stated official reason (alleged): He yelled and swore at an officer. (source: statement of the" in told
    assert "own account (alleged): He stood in the queue and said nothing. (source: Source " in told
    prepared, _ = preparing.prepare(session, CASE, Audience.EDITOR, None)
    notes = [note for one in prepared if one.candidate.record.code == INCIDENT for note in outgoing(one).notes]
    assert notes[0].startswith("alleged, stated official reason: He yelled and swore at an officer.")
    assert notes[1].startswith("alleged, own account: He stood in the queue and said nothing. (source: Source ")
    assert len(notes) == 2


def test_a_reprisal_is_found_by_the_publication_before_it(session: Session) -> None:
    (found,) = incidents.reprisals(session, within=30)
    assert (found.incident, found.publication, found.victims, found.targets) == (
        *(INCIDENT, PUBLICATION),
        *((BROTHER,), (EXILE,)),
    )
    assert (found.least, found.most) == (20, 49)
    assert found.is_stated
    assert found.is_by_proxy
    assert incidents.reprisals(session, within=19) == ()


def test_a_publication_that_nobody_named_is_found_by_its_author(session: Session) -> None:
    act = replace(reprisal().acts[0], trigger="")
    forms.change(session, INCIDENT, replace(reprisal(), acts=(act,)))
    (found,) = incidents.reprisals(session, within=30)
    assert (found.publication, found.is_stated) == (PUBLICATION, False)
    forms.change(session, INCIDENT, replace(reprisal(), acts=(act,), when=UncertainDate.parse("2016-01")))
    assert incidents.reprisals(session, within=30) == ()


@pytest.mark.parametrize("within", [-1, 100_000])
def test_days_have_limits(session: Session, within: int) -> None:
    with pytest.raises(BadValue):
        incidents.reprisals(session, within=within)


# --- what leaves


def test_codes_become_the_labels_that_names_have(session: Session) -> None:
    told = leaving(session)
    for code in (EXILE, BROTHER, CHIEF, HOME, PUBLICATION, INCIDENT):
        assert not any(code in words for words in told.values())
    assert "Where: [Place " in told[INCIDENT]
    assert "Victim: [Relative" in told[INCIDENT] or "Victim: [Person" in told[INCIDENT]
    assert "When: 2016" in told[INCIDENT]


def test_a_trigger_is_called_by_its_label_here_and_neutrally_where_it_stays_behind(session: Session) -> None:
    shown = {one.code: one for one in share.preview(session, CASE, Audience.EDITOR).records}
    assert f"Trigger: {shown[PUBLICATION].label}" in shown[INCIDENT].redacted
    write.set_level(session, PUBLICATION, Level.INTERNAL)
    assert "Trigger: [record]" in leaving(session)[INCIDENT]


def test_whoever_may_be_named_is_named(session: Session) -> None:
    write.set_level(session, CHIEF, Level.PUBLIC, reason="he signed the order")
    assert f"{NAMES[2]} (gave the order)" in leaving(session)[INCIDENT]


def test_what_leads_to_an_author_goes_with_her_name(session: Session) -> None:
    told = leaving(session)[PUBLICATION]
    assert not any(words in told for words in (TITLE, OUTLET, URL, "2016-03-12", "12 mart"))
    assert "Source " in told
    forms.change(session, PUBLICATION, replace(published(), title="Neft pulları: ikinci hissə"))
    assert "Neft" not in leaving(session)[PUBLICATION]


PLANTED = tuple(f"{first} {last}" for first, last in zip(
    ("Zülfüqar", "Хадижат", "Nigar", "Aslanbəy", "Kəmalə", "Тельман", "Günəş", "Orxaniyə", "Bəxtiyar", "Sevdagül"),
    ("Mövsümzadə", "Гаджимурадова", "Topçubaşlı", "Qorqudlu", "Sarıqaya", "Эфендизаде", "Xankişizadə", "Balakənd",
     "Dəmirqaya", "Çaylaqlı"),
    strict=True,
))  # fmt: skip


def _with_a_name_everywhere() -> tuple[Incident, Publication, Evidence, Sighting]:
    names = iter(PLANTED * 5)

    def said(words: str = "said by") -> str:
        return f"{words} {next(names)}"

    act = Act(
        "arrest",
        perpetrators=(Perpetrator(described=said()),),
        official=Claim(said(), said()),
        account=Claim(said(), said()),
        fine=said("200 AZN, paid by"),
        penalty=said(),
        trigger=said(),
        consequence=said(),
    )
    return (
        Incident(place=said("the house of"), acts=(act,), narrative=f"## {said()}\n{said()}"),
        Publication(said(), said(), UncertainDate.parse("2016"), "https://a.example/b", "", said()),
        Evidence(said(), "image/png", 1, "00", said(), "", narrative=said()),
        Sighting("2026-01-01T10:00", said(), said("car of"), "10-AA-123", said()),
    )


def test_no_field_is_a_way_past_redaction(session: Session, tmp_path: Path) -> None:
    """Names in every field that holds words, and the bytes of the bundle that its editor opens."""
    for name in PLANTED:
        person(session, name)
    texts = []
    for form in _with_a_name_everywhere():
        title = f"About {PLANTED[0]}"
        code = forms.add(session, CASE, form, title=title, level=Level.ANONYMOUS, source=EXILE).code
        texts.append(text(session, code))
    assert all(any(name in told for told in texts) for name in PLANTED), "each name must be in a text to begin with"
    shown = [one for one in share.preview(session, CASE, Audience.EDITOR).records if one.included]
    assert len(shown) == 6
    told = "\n".join(f"{one.title}\n{one.redacted}" for one in shown)
    for name in PLANTED:
        for part in name.split():
            assert part not in told, part


def test_the_editors_bundle_holds_neither_names_nor_codes(
    session: Session, tmp_path: Path, editor: tuple[Path, Path]
) -> None:
    identity, card = editor
    out = tmp_path / "for-editor.fnb"
    how = replace(preparing.USUAL, accept_suggestions="a test of redaction", second="Leyla", compared=True)
    share.export(session, CASE, Audience.EDITOR, to=[str(card)], out=out, accept_quasi="a test", how=how)
    opened = receive.open_bundle(out, identity=identity)
    assert {record.kind for record in opened.records} == {"incident", "publication"}
    told = "\n".join(f"{record.title}\n{record.text}\n{record.consent}\n{record.notes}" for record in opened.records)
    for word in (*(part for name in NAMES for part in name.split() if not part.isdigit()), TITLE, OUTLET):
        assert word not in told
    for code in (EXILE, BROTHER, CHIEF, HOME, PUBLICATION, INCIDENT):
        assert code not in told


@pytest.fixture
def editor(tmp_path: Path) -> tuple[Path, Path]:
    """An identity file and its card."""
    made = Identity.generate("Editor")
    identity, card = tmp_path / "editor.identity", tmp_path / "editor.card"
    identity.write_text(made.to_text(), encoding="utf-8")
    card.write_text(made.card().text, encoding="utf-8")
    return identity, card


@pytest.mark.parametrize("language", ["en", "az", "ru", "tr"])
def test_nobody_is_asked_about_labels_and_codes(session: Session, language: str) -> None:
    forms.change(session, INCIDENT, reprisal(), language=language)
    forms.change(session, PUBLICATION, published(), language=language)
    asked = {words for one in suggest.suggestions(session, CASE) if suggest.blocks(one) for words in one.spellings}
    assert asked <= {OUTLET, "Neft"}, "the words of the publication, which are marked"
    assert share.preview(session, CASE, Audience.EDITOR).suggestions == 0
    act = replace(reprisal().acts[0], consequence="Then Qəhrəman Tağıbəyli came to see Mr. Oleg Lomonosov.")
    forms.change(session, INCIDENT, replace(reprisal(), acts=(act,)))
    found = [words for one in suggest.suggestions(session, CASE) for words in one.spellings]
    assert any("Lomonosov" in words for words in found)


def test_a_code_in_a_testimony_is_the_label_of_whoever_it_stands_for(session: Session) -> None:
    card = Card("Söhbət", language="az", source=EXILE)
    said = f"{BROTHER} dedi ki, {EXILE} yazmışdı ({PUBLICATION}). P-777 və X-001 heç kim deyil."
    new = write.new_record(session, CASE, kind=Kind.TESTIMONY, card=card, body=Body.of(said), level=Level.ANONYMOUS)
    shown = {one.code: one for one in share.preview(session, CASE, Audience.EDITOR).records}
    told = shown[new.code].redacted
    assert not any(code in told for code in (BROTHER, EXILE, PUBLICATION))
    assert f"({shown[PUBLICATION].label})" in told
    assert "P-777" in told
    names = {change.entry for change in shown[new.code].changes if change.entry}
    assert {BROTHER, EXILE} <= names


def test_an_incident_that_nobody_is_named_the_source_of_stays(session: Session) -> None:
    act = replace(reprisal().acts[0], account=Claim())
    code = forms.add(session, CASE, Incident(acts=(act,)), level=Level.ANONYMOUS).code
    (shown,) = [one for one in share.preview(session, CASE, Audience.EDITOR).records if one.code == code]
    assert [reason.code for reason in shown.reasons] == ["no-source"]


# --- marks, versions, sealed words


def test_marked_words_stay_marked_through_a_change_of_fields(session: Session) -> None:
    write.mark(session, INCIDENT, quote="leather jackets", level=Level.INTERNAL)
    write.mark(session, INCIDENT, quote="He yelled and swore", level=Level.INTERNAL)
    before = reprisal()
    act = replace(before.acts[0], official=Claim("He shouted.", "the police"), consequence="None so far.")
    forms.change(session, INCIDENT, replace(before, acts=(act,)))
    body = session.vault.record(INCIDENT).body
    assert [passage.quote for passage in body.passages] == [
        "leather jackets",
        "Stated official reason (alleged): He shouted. (source: the police)",
    ]
    assert all(body.text[one.start : one.end] == one.quote for one in body.passages)
    assert "shouted" not in leaving(session)[INCIDENT]


def test_sealed_words_take_the_whole_form_along(session: Session) -> None:
    write.mark(session, INCIDENT, quote="two men in leather jackets", level=Level.SEALED)
    assert isinstance(forms.read(session, INCIDENT)[1], Incident)
    session.close_sealed()
    closed = session.vault.record(INCIDENT)
    assert sealed_words.PLACEHOLDER in closed.body.text
    assert closed.body.form is None
    with pytest.raises(SealedClosed):
        forms.change(session, INCIDENT, reprisal())
    session.open_sealed(PASSWORD)
    forms.change(session, INCIDENT, replace(reprisal(), narrative="It was snowing."))
    session.close_sealed()
    assert "leather" not in session.vault.record(INCIDENT).body.text
    assert session.vault.check() == []


def test_versions_differ_and_one_can_go_back(session: Session) -> None:
    forms.change(session, INCIDENT, replace(reprisal(), narrative="It was snowing."))
    write.mark(session, INCIDENT, quote="leather jackets", level=Level.INTERNAL)
    difference = history.difference(session, INCIDENT, 1, 2)
    assert any("snowing" in piece.text for piece in difference.text)
    history.go_back(session, INCIDENT, 1)
    record, form = forms.read(session, INCIDENT)
    assert isinstance(form, Incident)
    assert form.narrative == "It was raining."
    assert [passage.quote for passage in record.body.passages] == ["leather jackets"]


def test_a_version_that_was_read_back_covers_the_fields(session: Session) -> None:
    history.seal(session, INCIDENT)
    assert session.vault.check() == []
    record, form = forms.read(session, INCIDENT)
    assert isinstance(form, Incident)
    assert record.row.card is not None
    session.vault.save(INCIDENT, card=record.row.card, body=replace(record.body, form=replace(form, place="")))
    store = session.vault._store
    with store.rewriting():
        store.connection.write("UPDATE sealed_version SET version = 2")
    assert sealed_versions.broken(store) == [f"{INCIDENT}@2"]


def test_joined_people_are_called_by_the_code_that_stays(session: Session) -> None:
    twin = person(session, "Elshad Guliyev", Role.VICTIM)
    session.vault.join_entries(twin, BROTHER)
    form = forms.read(session, INCIDENT)[1]
    assert isinstance(form, Incident)
    assert form.acts[0].victims == (twin,)
    assert f"Victim: {twin}" in text(session)


def test_nothing_of_an_incident_lies_in_the_clear_and_little_in_the_pages(session: Session) -> None:
    data = b"".join(path.read_bytes() for path in session.path.rglob("*") if path.is_file())
    pages = decrypted_pages(session.vault)
    for marker in ("leather jackets", TITLE):
        for form in encodings_of(marker):
            assert form not in data
            assert form not in pages

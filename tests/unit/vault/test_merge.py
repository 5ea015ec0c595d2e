"""Two copies of one vault went on apart: merged, nothing that anybody wrote is lost, and nothing gets laxer."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes import clock
from fieldnotes.errors import NoSuchRecord, ReturnRefused
from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import Level
from fieldnotes.model.query import parse
from fieldnotes.model.record import Body, Card, Draft, Kind, Passage
from fieldnotes.model.redaction import About
from fieldnotes.model.register import EntityType, Identity, RelationKind, Role
from fieldnotes.vault.merge.merge import Merged
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.journeys import GOES, SECOND, SECRET, STAYS, open_whole


class Apart:
    """The laptop on its journey, and the copy that stayed at home."""

    def __init__(self, road: Vault, trip: journeys.Trip, home: Vault) -> None:
        self.road, self.trip, self.home = road, trip, home

    def merged(self) -> Merged:
        path = self.home.path
        self.home.lock()
        merged = journeys.come_back(self.road, self.trip, home=path).merged
        assert merged is not None
        assert self.road.check() == []
        return merged


@pytest.fixture
def apart(full: Vault, package_path: Path, tmp_path: Path) -> Iterator[Apart]:
    """Only SEALED was left, so that both sides can write nearly everything."""
    home = tmp_path / "home.fieldnotes"
    full.lock()
    shutil.copytree(tmp_path / "study.fieldnotes", home)
    road = open_whole(tmp_path / "study.fieldnotes")
    trip, _ = journeys.leave(road, package_path, Level.SEALED)
    two = Apart(road, trip, open_whole(home))
    yield two
    two.home.lock()
    road.lock()


def text(vault: Vault, code: str) -> str:
    return vault.record(code).body.text


def save(vault: Vault, code: str, said: str) -> None:
    vault.save(code, card=Card(f"{code} başlıq", source="S-001"), body=Body.of(said))


def test_what_only_home_changed_is_taken(apart: Apart) -> None:
    home = apart.home
    save(home, GOES, "Evdə düzəldilən mətn.")
    new = journeys.add(home, Level.SEALED, "Evdə", "Evdə yazılan gizli söhbət.")
    home.set_level(SECOND, Level.INTERNAL)
    home.set_consent("P-001", Consent({Use.UN: Answer.YES}))
    home.change_entry("P-001", identity=Identity("Tərlan Muğanlı", ("Тарлан",)), role=Role.LAWYER)
    home.relate("S-001", "P-001", RelationKind.COLLEAGUE)
    home.put_draft(Draft("e" * 32, "", "C-001", Kind.NOTE, Level.SEALED, "", Body.of("evdə qaralama")))
    home.decide(About.NAME, "C-002", "hit-9", "redact", who="S")
    home.add_case("Evdə açılan iş")
    home.seal_version(STAYS)
    before = journeys.told(home)

    merged = apart.merged()

    assert journeys.told(apart.road) == before
    assert [seal.version for seal in apart.road.sealed_versions(STAYS)] == [2]
    assert (merged.added, merged.conflicts, merged.entries, merged.consents) == ((new,), (), (), ())
    assert set(merged.changed) == {GOES, SECOND}


def test_what_only_the_road_changed_stays(apart: Apart) -> None:
    road = apart.road
    save(road, GOES, "Yolda düzəldilən mətn.")
    road.set_level(SECOND, Level.ROLE)
    road.set_level(GOES, Level.ANONYMOUS, reason="yayımlanacaq")
    road.delete(SECOND)
    road.set_consent("S-001", Consent({Use.PRESS: Answer.YES}))

    merged = apart.merged()

    assert text(road, GOES) == "Yolda düzəldilən mətn."
    assert road.row(GOES).level is Level.ANONYMOUS
    assert [row.code for row in road.recycled()] == [SECOND]
    consent = road.consent("S-001")
    assert consent is not None
    assert consent.answers == {Use.PRESS: Answer.YES}
    assert merged.changed == merged.added == merged.conflicts == ()


def test_both_changed_one_text_both_stay_and_are_marked(apart: Apart) -> None:
    with clock.fixed(clock.now().replace(year=2041)):
        save(apart.road, GOES, "Yolda bir.")
        save(apart.home, GOES, "Evdə bir.")
    with clock.fixed(clock.now().replace(year=2042)):
        save(apart.home, GOES, "Evdə iki.")
    with clock.fixed(clock.now().replace(year=2043)):
        save(apart.road, GOES, "Yolda son.")

    merged = apart.merged()

    road = apart.road
    assert merged.conflicts == (GOES,)
    assert text(road, GOES) == "Yolda son."
    assert road.revision(GOES, road.journey.merged()[GOES]).body.text == "Evdə iki."
    assert {"Yolda bir.", "Evdə bir.", "Evdə iki."} < {body.text for body in journeys.bodies(road, GOES)}
    assert road.search(parse("iki")) == []
    road.journey.settle(GOES)
    assert road.journey.merged() == {}


def test_the_version_that_seals_more_stands(apart: Apart) -> None:
    with clock.fixed(clock.now().replace(year=2044)):
        save(apart.road, GOES, "Onu səhər saatlarında yalnız nəvəsi bilir deyə aparıblar. Yolda.")
    said = text(apart.home, GOES)
    hidden = Passage(said.index("nəvəsi"), said.index("nəvəsi") + 6, Level.SEALED, "nəvəsi")
    apart.home.save(GOES, card=Card("Evdə"), body=Body.of(said, (hidden,)))

    apart.merged()

    apart.road.close_sealed()
    assert "nəvəsi" not in text(apart.road, GOES)
    assert apart.road.search(parse("nəvəsi")) == []


def test_the_higher_level_stands(apart: Apart) -> None:
    apart.road.set_level(GOES, Level.ANONYMOUS, reason="redaktə olundu")
    apart.home.set_level(GOES, Level.SEALED)
    apart.home.set_level(STAYS, Level.PUBLIC, reason="razılıq verdi")
    apart.road.set_level(STAYS, Level.INTERNAL)

    apart.merged()

    assert apart.road.row(GOES).level is Level.SEALED
    assert apart.road.row(STAYS).level is Level.INTERNAL
    assert "redaktə olundu" in [change.reason for change in apart.road.level_changes(GOES)]


def test_names_are_united_and_the_stricter_consent_stands(apart: Apart) -> None:
    apart.road.change_entry("S-001", identity=Identity("Zöhrə", ("Yolda Adı",)))
    apart.home.change_entry("S-001", identity=Identity("Zöhrə Qasımxanlı", ("Evdə Adı",)))
    apart.road.set_consent("S-001", Consent({Use.PRESS: Answer.YES, Use.UN: Answer.YES}))
    apart.home.set_consent("S-001", Consent({Use.PRESS: Answer.NO, Use.UN: Answer.YES}, withdrawn_on="2026-11-01"))

    merged = apart.merged()

    identity, consent = apart.road.entry("S-001").identity, apart.road.consent("S-001")
    assert identity is not None
    assert consent is not None
    assert set(identity.names) >= {"Zöhrə", "Yolda Adı", "Evdə Adı", *journeys.NAMES[:3]}
    assert (consent.answers[Use.PRESS], consent.withdrawn) == (Answer.NO, True)
    assert merged.consents == ("S-001",)


def test_codes_that_both_gave_are_told_apart(apart: Apart) -> None:
    on_the_road = journeys.add(apart.road, Level.ROLE, "Yolda", "Yolda yazılan.")
    person = EntityType.PERSON
    apart.road.add_entry(type=person, role=Role.SOURCE, level=Level.ROLE, identity=Identity("Yoldakı Qadın"))
    entry, _ = apart.home.add_entry(type=person, role=Role.SOURCE, level=Level.ROLE, identity=Identity("Evdəki Kişi"))
    at_home, _ = apart.home.add_record(
        "C-001", kind=Kind.TESTIMONY, level=Level.ROLE, card=Card("Evdə", source=entry.code), body=Body.of("Evdə.")
    )
    assert (at_home.code, entry.code) == (on_the_road, "S-002")

    merged = apart.merged()

    assert merged.recoded == {"T-005": "T-006", "S-002": "S-003"}
    assert (text(apart.road, "T-005"), text(apart.road, "T-006")) == ("Yolda yazılan.", "Evdə.")
    card = apart.road.row("T-006").card
    assert card is not None
    assert card.source == "S-003"
    assert apart.road.entry("S-003").identity == Identity("Evdəki Kişi")
    assert apart.road.entry("S-002").identity == Identity("Yoldakı Qadın")
    assert journeys.add(apart.road, Level.ROLE, "Sonra", "Sonra.") == "T-007"


def test_deleted_at_home_and_untouched_here_goes_into_the_bin_unless_somebody_wrote(apart: Apart) -> None:
    apart.home.delete(SECRET)
    apart.home.delete(GOES)
    save(apart.road, GOES, "Yolda hələ yazılır.")

    apart.merged()

    assert [row.code for row in apart.road.recycled()] == [SECRET]
    assert text(apart.road, GOES) == "Yolda hələ yazılır."


def test_a_copy_of_another_vault_is_refused(apart: Apart, tmp_path: Path) -> None:
    other = journeys.furnished(tmp_path / "other.fieldnotes")
    other.lock()

    with pytest.raises(ReturnRefused):
        journeys.come_back(apart.road, apart.trip, home=tmp_path / "other.fieldnotes")

    assert apart.road.sealed_is_away


@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_anybody_wrote_is_lost(apart: Apart, seed: int) -> None:
    """Random histories on both sides against a model that only collects texts."""
    chance = random.Random(seed)
    written: set[str] = set()
    names: set[str] = set()
    for step in range(14):
        vault, side = chance.choice(((apart.road, "yolda"), (apart.home, "evdə")))
        _act(chance, vault, f"{side} addım {step}", written, names)

    apart.merged()

    road = apart.road
    kept = {body.text for row in road.rows() for body in journeys.bodies(road, row.code)}
    kept |= {draft.body.text for draft in road.drafts()}
    for row in road.recycled():
        road.restore(row.code)
        kept |= {body.text for body in journeys.bodies(road, row.code)}
    assert written <= kept
    known = {name for entry in road.entries() if entry.identity for name in entry.identity.names}
    assert names | set(journeys.NAMES) <= known
    assert road.check() == []


def _act(chance: random.Random, vault: Vault, said: str, written: set[str], names: set[str]) -> None:
    """One thing that somebody does; what it needs may not be here."""
    what = chance.randrange(6)
    try:
        if what == 0:
            journeys.add(vault, chance.choice(list(Level)), said, said)
            written.add(said)
        elif what == 1:
            vault.save(chance.choice((GOES, SECOND)), card=Card(said), body=Body.of(said))
            written.add(said)
        elif what == 2:
            vault.delete(chance.choice((GOES, SECOND)))
        elif what == 3:
            row = vault.row(chance.choice((GOES, SECOND, STAYS)))
            vault.set_level(row.code, chance.choice(list(Level)[:4]), reason=said)
        elif what == 4:
            vault.put_draft(Draft(chance.randbytes(16).hex(), "", "C-001", Kind.NOTE, Level.ROLE, "", Body.of(said)))
            written.add(said)
        else:
            role = chance.choice(list(Role))
            vault.add_entry(type=EntityType.PERSON, role=role, level=Level.ROLE, identity=Identity(said))
            names.add(said)
    except NoSuchRecord:
        return

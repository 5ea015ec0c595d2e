"""What a merge takes besides texts, and a copy at home that is merged twice without having been brought up to date."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes import clock
from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Draft, Kind
from fieldnotes.model.redaction import About
from fieldnotes.model.register import Role
from fieldnotes.progress import Watch
from fieldnotes.vault.merge.merge import Merged
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.journeys import GOES, SECOND, open_whole

SOURCE = "S-001"


class Copies:
    """A laptop that travels again and again, and the copy at home that nobody refreshes."""

    def __init__(self, laptop: Path, home: Path) -> None:
        self.laptop, self.home, self.trips = laptop, home, 0
        self.road = open_whole(laptop)

    def leave(self) -> journeys.Trip:
        self.trips += 1
        return journeys.leave(self.road, self.laptop.with_name(f"{self.trips}.fnr"), Level.SEALED)[0]

    def at_home(self) -> Vault:
        return open_whole(self.home)

    def merged(self, trip: journeys.Trip) -> Merged:
        merged = journeys.come_back(self.road, trip, home=self.home).merged
        assert merged is not None
        assert self.road.check() == []
        return merged


@pytest.fixture
def copies(furnished_master: Path, tmp_path: Path) -> Iterator[Copies]:
    laptop, home = tmp_path / "laptop.fieldnotes", tmp_path / "home.fieldnotes"
    shutil.copytree(furnished_master, laptop)
    shutil.copytree(furnished_master, home)
    made = Copies(laptop, home)
    yield made
    made.road.lock()


def _draft(text: str) -> Draft:
    return Draft("a" * 32, "", "C-001", Kind.NOTE, Level.ROLE, "", Body.of(text))


def test_drafts_of_one_second_are_both_kept(copies: Copies) -> None:
    trip = copies.leave()
    with clock.fixed(clock.now()):
        copies.road.put_draft(_draft("yolda"))
        home = copies.at_home()
        home.put_draft(_draft("evdə"))
        home.lock()
    copies.merged(trip)
    assert {draft.body.text for draft in copies.road.drafts()} >= {"yolda", "evdə"}


def test_a_version_read_back_at_home_keeps_its_seal_under_its_new_number(copies: Copies) -> None:
    trip = copies.leave()
    copies.road.save(GOES, card=Card("Yolda"), body=Body.of("Yolda yazılan."))
    home = copies.at_home()
    home.save(GOES, card=Card("Evdə"), body=Body.of("Evdə oxunub."))
    home.seal_version(GOES)
    (sealed,) = home.sealed_versions(GOES)
    home.lock()
    copies.merged(trip)
    (kept,) = copies.road.sealed_versions(GOES)
    assert kept.sealed == sealed.sealed
    assert kept.version != sealed.version
    assert copies.road.revision(GOES, kept.version).body.text == "Evdə oxunub."


def test_backups_that_home_made_are_listed_with_what_was_purged_since(copies: Copies, tmp_path: Path) -> None:
    trip = copies.leave()
    stick = tmp_path / "stick"
    stick.mkdir()
    home = copies.at_home()
    home.backups.make(stick, Watch())
    (made,) = home.backups.all()
    home.lock()
    copies.merged(trip)
    assert [backup.id for backup in copies.road.backups.all()] == [made.id]
    copies.road.purging.purge([SECOND], live=True, watch=Watch())
    assert copies.road.backups.all()[0].purged == (SECOND,)


def test_merging_the_same_copy_again_changes_nothing(copies: Copies) -> None:
    trip = copies.leave()
    copies.road.save(GOES, card=Card("Yolda"), body=Body.of("Yolda yazılan."))
    copies.road.set_level(SECOND, Level.ANONYMOUS)
    home = copies.at_home()
    home.save(GOES, card=Card("Evdə"), body=Body.of("Evdə yazılan."))
    home.put_draft(_draft("evdə"))
    journeys.add(home, Level.INTERNAL, "Evdə", "Evdə yeni.")
    home.lock()
    first = copies.merged(trip)
    assert first.conflicts == (GOES,)
    copies.road.journey.settle(GOES)
    before = journeys.told(copies.road)

    second = copies.merged(copies.leave())

    assert journeys.told(copies.road) == before
    nothing = (second.added, second.changed, second.conflicts, second.entries, second.consents, second.levels)
    assert nothing == ((), (), (), (), (), ())
    assert copies.road.journey.merged() == {}


def test_an_old_copy_takes_back_nothing_that_was_decided_here_since(copies: Copies) -> None:
    road = copies.road
    trip = copies.leave()
    copies.merged(trip)
    known = road.entry(SOURCE).identity
    assert known is not None
    road.change_entry(SOURCE, identity=replace(known, aliases=(*known.aliases, "Yeni Ad")), role=Role.VICTIM)
    road.set_consent(SOURCE, Consent({Use.PRESS: Answer.NO}, withdrawn_on="2026-11-20", form=None))
    road.set_level(SECOND, Level.INTERNAL)
    road.decide(About.NAME, "C-001", "hit-9", "redact", who="S")
    before = journeys.told(road)

    copies.merged(copies.leave())

    assert journeys.told(road) == before


def test_an_old_copy_that_goes_on_is_united_with_what_was_written_here_since(copies: Copies) -> None:
    road = copies.road
    copies.merged(copies.leave())
    known = road.entry(SOURCE).identity
    assert known is not None
    road.change_entry(SOURCE, identity=replace(known, aliases=(*known.aliases, "Laptopda")))
    road.set_consent(SOURCE, Consent({Use.PRESS: Answer.NO}))
    home = copies.at_home()
    home.change_entry(SOURCE, identity=replace(known, aliases=(*known.aliases, "Evdə")))
    home.set_consent(SOURCE, Consent({Use.PRESS: Answer.YES}))
    home.lock()

    merged = copies.merged(copies.leave())

    identity, consent = road.entry(SOURCE).identity, road.consent(SOURCE)
    assert identity is not None
    assert {"Laptopda", "Evdə"} <= set(identity.aliases)
    assert consent is not None
    assert consent.answers == {Use.PRESS: Answer.NO}
    assert (merged.entries, merged.consents) == ((SOURCE,), (SOURCE,))

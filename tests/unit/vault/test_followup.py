"""Statuses, tasks and saved searches are sealed like what they are about, and go wherever the vault goes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fieldnotes import clock
from fieldnotes.errors import NoSuchRecord, SealedClosed
from fieldnotes.model.audience import Audience
from fieldnotes.model.contact import Contact
from fieldnotes.model.level import Level
from fieldnotes.model.proposal import Approval, Proposal, Way
from fieldnotes.model.register import EntityType, Identity, Role
from fieldnotes.model.status import State
from fieldnotes.model.task import TaskKind
from fieldnotes.progress import Watch
from fieldnotes.vault.ledger import version_vector
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.journeys import SECRET, STAYS
from tests.helpers.vaults import (
    CASE,
    HIDDEN_RECORD,
    OPEN_RECORD,
    SOURCE,
    decrypted_pages,
    encodings_of,
    sealed_passphrase,
)

WHERE = "Kürdəxanı təcridxanasında saxlanılır"
TITLE = "Qardaşına zəng etmək"


def person(vault: Vault, name: str) -> str:
    entry, _ = vault.add_entry(
        type=EntityType.PERSON, role=Role.RELATIVE, level=Level.ANONYMOUS, identity=Identity(name)
    )
    return entry.code


def states(vault: Vault, code: str = SOURCE) -> list[tuple[State, str, str | None]]:
    return [(status.state, status.on, status.words) for status in vault.statuses() if status.person == code]


def titles(vault: Vault) -> list[tuple[str | None, str, bool]]:
    return [(task.title, task.about, task.is_open) for task in vault.tasks()]


def holds(vault: Vault, words: str) -> bool:
    pages = decrypted_pages(vault)
    return any(one in pages for one in encodings_of(words))


# --- one vault


def test_a_status_is_kept_while_names_are_closed_and_its_words_are_sealed(sealed_vault: Vault) -> None:
    sealed_vault.add_status(SOURCE, State.ARRESTED, on="2016-11", words=WHERE, who="Nərmin")
    assert states(sealed_vault) == [(State.ARRESTED, "2016-11", WHERE)]
    sealed_vault.close_sealed()
    assert states(sealed_vault) == [(State.ARRESTED, "2016-11", None)]
    sealed_vault.add_status(SOURCE, State.RELEASED, on="2017")
    assert sealed_vault.present_statuses()[SOURCE].state is State.RELEASED
    with pytest.raises(SealedClosed):
        sealed_vault.add_status(SOURCE, State.DEAD, words=WHERE)
    assert len(states(sealed_vault)) == 2
    with pytest.raises(NoSuchRecord):
        sealed_vault.add_status("P-404", State.DEAD)
    assert not holds(sealed_vault, WHERE)


def test_the_present_status_is_the_latest_by_date_and_not_by_when_it_was_written(vault: Vault) -> None:
    for state, on in ((State.ABROAD, "2018"), (State.ARRESTED, "2011-03"), (State.UNKNOWN, "c. 2015")):
        vault.add_status(SOURCE, state, on=on)
    assert vault.present_statuses()[SOURCE].state is State.ABROAD
    assert [state for state, _, _ in states(vault)] == [State.ARRESTED, State.UNKNOWN, State.ABROAD]
    vault.add_status(SOURCE, State.RETURNED)
    assert vault.present_statuses()[SOURCE].state is State.RETURNED, "what has no date counts from today"


def test_a_mistaken_status_is_taken_back_with_its_words(sealed_vault: Vault) -> None:
    wrong, _ = sealed_vault.add_status(SOURCE, State.DEAD, words=WHERE)
    sealed_vault.add_status(SOURCE, State.ABROAD, words="Tbilisi")
    sealed_vault.close_sealed()
    with pytest.raises(SealedClosed):
        sealed_vault.remove_status(wrong.code)
    sealed_vault.open_sealed(sealed_passphrase())
    sealed_vault.remove_status(wrong.code)
    assert states(sealed_vault) == [(State.ABROAD, "", "Tbilisi")]
    with pytest.raises(NoSuchRecord):
        sealed_vault.remove_status(wrong.code)


def test_tasks_are_listed_by_their_day_and_done_once(vault: Vault) -> None:
    later, _ = vault.add_task("Sonra", due="2027-01-05", about=SOURCE, kind=TaskKind.RE_CONTACT, by="Nərmin")
    vault.add_task("Nə vaxtsa")
    vault.add_task("Əvvəl", due="2026-12-01", about=CASE)
    assert titles(vault) == [("Əvvəl", CASE, True), ("Sonra", SOURCE, True), ("Nə vaxtsa", "", True)]
    done, _ = vault.finish_task(later.code.lower(), by="Orxan")
    again, changes = vault.finish_task(later.code, by="Başqası")
    assert (done.done_by, again.done_by, again.done) == ("Orxan", "Orxan", done.done)
    assert done.done <= clock.stamp()
    with pytest.raises(NoSuchRecord):
        vault.add_task("Heç nə", about="T-404")
    with pytest.raises(NoSuchRecord):
        vault.finish_task("STATUS-001")
    assert changes.entries == {SOURCE}


def test_a_task_about_what_is_sealed_is_sealed_and_follows_its_record(sealed_vault: Vault) -> None:
    task, _ = sealed_vault.add_task(TITLE, about=HIDDEN_RECORD, due="2027-01-01")
    open_one, _ = sealed_vault.add_task("Oxu", about=OPEN_RECORD)
    hidden, _ = sealed_vault.add_task("Anası ilə danış", sealed=True)
    assert (task.level, open_one.level, hidden.level) == (Level.SEALED, Level.INTERNAL, Level.SEALED)
    sealed_vault.close_sealed()
    assert {title for title, _, _ in titles(sealed_vault)} == {None, "Oxu"}
    with pytest.raises(SealedClosed):
        sealed_vault.finish_task(task.code)
    sealed_vault.open_sealed(sealed_passphrase())
    sealed_vault.set_level(OPEN_RECORD, Level.SEALED)
    sealed_vault.set_level(HIDDEN_RECORD, Level.INTERNAL, reason="ailə razıdır")
    sealed_vault.close_sealed()
    assert {title for title, _, _ in titles(sealed_vault)} == {TITLE, None}
    assert sealed_vault.check() == []


def test_a_task_that_names_somebody_stays_sealed_wherever_its_record_goes(sealed_vault: Vault) -> None:
    sealed_vault.add_task(TITLE, about=OPEN_RECORD, sealed=True)
    other, _ = sealed_vault.add_task("Anası ilə danış", about=OPEN_RECORD)
    assert sealed_vault.seal_slips(lambda words: "Anası" in words) == 1
    assert sealed_vault.seal_slips(lambda words: "Anası" in words) == 0
    for level in (Level.SEALED, Level.ROLE):
        sealed_vault.set_level(OPEN_RECORD, level, reason="ailə razıdır")
    assert [task.level for task in sealed_vault.tasks()] == [Level.SEALED, Level.SEALED]
    assert sealed_vault.finish_task(other.code)[0].level is Level.SEALED


def test_saved_searches_have_one_query_for_each_name(vault: Vault) -> None:
    vault.save_search("gəncə", "Gəncə date:2016")
    vault.save_search("Ağ maşın", '"ağ maşın"')
    vault.save_search("gəncə", "Gəncə date:2017")
    assert [(one.name, one.query) for one in vault.saved_searches()] == [
        ("Ağ maşın", '"ağ maşın"'),
        ("gəncə", "Gəncə date:2017"),
    ]
    vault.remove_search("gəncə")
    with pytest.raises(NoSuchRecord):
        vault.remove_search("gəncə")
    assert not holds(vault, "date:2017")


def test_an_older_slip_put_back_into_the_database_is_noticed(vault: Vault) -> None:
    task, _ = vault.add_task(TITLE)
    connection = vault._store.connection
    before = connection.rows("SELECT version, kid, wrapped, blob FROM slip")[0]
    vault.finish_task(task.code)
    assert vault.check() == []
    connection.write("UPDATE slip SET version = ?, kid = ?, wrapped = ?, blob = ?", *before)
    assert [problem.subject for problem in vault.check()] == [f"slip {task.code}"]
    assert list(version_vector.stale(vault._store)) == [(version_vector.Of.SLIP, task.code)]


def test_an_altered_slip_is_told_by_the_check(vault: Vault) -> None:
    vault.add_status(SOURCE, State.ABROAD)
    vault._store.connection.write("UPDATE slip SET level = 2")
    assert "slips" in [problem.subject for problem in vault.check()]


# --- purging and erasing


def test_purging_a_person_or_record_takes_what_was_said_about_it(sealed_vault: Vault) -> None:
    other = person(sealed_vault, "Tahirə Nurlanlı")
    sealed_vault.add_status(SOURCE, State.ARRESTED, words=WHERE)
    sealed_vault.add_task(TITLE, about=SOURCE)
    sealed_vault.add_task("Mətni oxumaq", about=OPEN_RECORD)
    sealed_vault.add_status(other, State.ABROAD)
    sealed_vault.purging.purge([OPEN_RECORD, SOURCE], live=True, force=True, watch=Watch())
    assert titles(sealed_vault) == []
    assert [status.person for status in sealed_vault.statuses()] == [other]
    for words in (WHERE, TITLE, "Mətni oxumaq"):
        assert not holds(sealed_vault, words)
    assert sealed_vault._store.connection.value("SELECT count(*) FROM slip") == 1
    assert sealed_vault.check() == []


@pytest.mark.parametrize(("level", "left"), [(Level.SEALED, 2), (Level.INTERNAL, 1)])
def test_erasing_a_level_takes_what_lies_there(sealed_vault: Vault, level: Level, left: int) -> None:
    sealed_vault.add_status(SOURCE, State.ARRESTED, words=WHERE)
    sealed_vault.save_search("gəncə", "Gəncə")
    assert sealed_vault.purging.measure([level]).slips == 3 - left
    sealed_vault.purging.erase_levels([level], watch=Watch())
    assert sealed_vault._store.connection.value("SELECT count(*) FROM slip") == left
    assert sealed_vault.check() == []


def test_what_was_said_about_an_entry_is_said_about_the_one_it_is_joined_to(sealed_vault: Vault) -> None:
    other = person(sealed_vault, "Şəfiqə Nurlan")
    sealed_vault.add_status(other, State.ARRESTED, on="2016", words=WHERE)
    sealed_vault.add_task(TITLE, about=other)
    sealed_vault.join_entries(SOURCE, other)
    assert states(sealed_vault) == [(State.ARRESTED, "2016", WHERE)]
    assert titles(sealed_vault) == [(TITLE, SOURCE, True)]
    assert sealed_vault.check() == []


# --- journeys


def furnish(vault: Vault) -> None:
    vault.add_status(SOURCE, State.ABROAD, on="2016-11", words=WHERE)
    vault.add_task("Məktubu göndər", about=STAYS)
    vault.add_task(TITLE, about=SECRET)
    vault.add_task("Göndərilən barədə", about=vault.releases()[0].id)
    vault.save_search("gəncə", "Gəncə")


@pytest.mark.parametrize("levels", [(Level.SEALED,), (Level.INTERNAL,), (Level.INTERNAL, Level.SEALED)])
def test_what_is_left_behind_is_gone_and_all_of_it_returns(
    full: Vault, package_path: Path, levels: tuple[Level, ...]
) -> None:
    furnish(full)
    before = (states(full), titles(full), full.saved_searches())
    gone = [WHERE, TITLE] if Level.SEALED in levels else ["Məktubu göndər"]
    trip, _ = journeys.leave(full, package_path, *levels)
    for words in gone:
        assert not holds(full, words)
    left = full._store.connection.rows("SELECT level FROM slip")
    assert not {Level(level) for (level,) in left} & set(levels)
    if Level.SEALED not in levels:
        assert full.statuses() == []
        full.add_status(SOURCE, State.RETURNED, on="2026-11")
    journeys.come_back(full, trip)
    told, tasks, searches = states(full), titles(full), full.saved_searches()
    if Level.SEALED not in levels:
        assert told.pop() == (State.RETURNED, "2026-11", "")
    assert (told, tasks, searches) == before
    assert full.check() == []


def test_words_written_on_the_road_without_the_key_are_read_at_home(full: Vault, package_path: Path) -> None:
    trip, _ = journeys.leave(full, package_path, Level.SEALED)
    full.add_status(SOURCE, State.ARRESTED, words=WHERE)
    assert states(full) == [(State.ARRESTED, "", None)]
    journeys.come_back(full, trip)
    assert states(full) == [(State.ARRESTED, "", WHERE)]


# --- two copies


class Apart:
    def __init__(self, road: Vault, trip: journeys.Trip, home: Vault) -> None:
        self.road, self.trip, self.home = road, trip, home

    def merge(self) -> None:
        path = self.home.path
        self.home.lock()
        assert journeys.come_back(self.road, self.trip, home=path).merged is not None
        assert self.road.check() == []


Part = Callable[[], Apart]


@pytest.fixture
def part(full: Vault, package_path: Path, tmp_path: Path) -> Iterator[Part]:
    opened: list[Vault] = []

    def parted() -> Apart:
        full.lock()
        path, home = tmp_path / "study.fieldnotes", tmp_path / "home.fieldnotes"
        shutil.copytree(path, home)
        road = journeys.open_whole(path)
        trip, _ = journeys.leave(road, package_path, Level.ROLE)
        opened.extend((road, journeys.open_whole(home)))
        return Apart(road, trip, opened[-1])

    yield parted
    for vault in opened:
        vault.lock()


def test_what_either_copy_wrote_is_in_both_merged(full: Vault, part: Part) -> None:
    kept, _ = full.add_task("Hər ikisində")
    dropped, _ = full.add_status(SOURCE, State.DEAD, on="2015")
    full.save_search("köhnə", "köhnə")
    sides = part()
    sides.home.finish_task(kept.code, by="Evdə")
    sides.home.remove_status(dropped.code)
    sides.home.add_status(SOURCE, State.ARRESTED, on="2016", words=WHERE)
    sides.home.save_search("ev", "Gəncə")
    sides.home.save_search("eyni ad", "biri")
    sides.road.add_status(SOURCE, State.RETURNED, on="2017")
    sides.road.add_task("Yolda")
    sides.road.save_search("eyni ad", "başqası")
    sides.road.remove_search("köhnə")
    sides.merge()
    assert states(sides.road) == [(State.ARRESTED, "2016", WHERE), (State.RETURNED, "2017", "")]
    assert titles(sides.road) == [("Hər ikisində", "", False), ("Yolda", "", True)]
    assert {one.name: one.query for one in sides.road.saved_searches()} == {
        "ev": "Gəncə",
        "eyni ad": "başqası",
        "eyni ad (2)": "biri",
    }


def test_a_task_that_both_copies_changed_is_done_if_either_did_it(full: Vault, part: Part) -> None:
    task, _ = full.add_task("Soruş", due="2027-05-01")
    full.save_search("gəncə", "Gəncə")
    sides = part()
    sides.home.save_search("gəncə", "Gəncə date:2016")
    sides.road.save_search("gəncə", "Gəncə date:2017")
    sides.home.finish_task(task.code, by="Evdə")
    sides.road.finish_task(task.code, by="Yolda")
    sides.merge()
    (merged,) = sides.road.tasks()
    assert (merged.title, merged.is_open, merged.due) == ("Soruş", False, "2027-05-01")
    assert {one.query for one in sides.road.saved_searches()} == {"Gəncə date:2016", "Gəncə date:2017"}


def test_what_was_said_at_home_about_somebody_who_was_purged_on_the_road_stays_away(part: Part, full: Vault) -> None:
    other = person(full, "Tahirə Nurlanlı")
    full.add_status(other, State.ARRESTED, words=WHERE)
    sides = part()
    sides.road.purging.purge([other], live=True, force=True, watch=Watch())
    sides.merge()
    assert states(sides.road, other) == []
    assert sides.road._store.connection.value("SELECT count(*) FROM slip") == 0


def test_tasks_of_home_about_a_joined_entry_are_about_the_one_that_stays(part: Part, full: Vault) -> None:
    other = person(full, "Şəfiqə Nurlan")
    sides = part()
    sides.road.join_entries(SOURCE, other)
    sides.home.add_task(TITLE, about=other)
    sides.home.add_status(other, State.ARRESTED, on="2016")
    sides.merge()
    assert titles(sides.road) == [(TITLE, SOURCE, True)]
    assert states(sides.road) == [(State.ARRESTED, "2016", "")]


def known(name: str, key: int, **more: Any) -> Contact:
    return Contact("", name, ("age1x",), bytes([key]) * 32, ("bir",) * 8, "2026-11-22", "{}", "", **more)


def test_a_contact_that_both_copies_changed_is_verified_for_the_same_keys_only(full: Vault, part: Part) -> None:
    same, other = full.add_contact(known("Lalə", 1)), full.add_contact(known("Aysel", 2))
    sides = part()
    sides.home.change_contact(replace(same, verified="2026-11-22T10:00:00Z", how="voice"))
    sides.road.change_contact(replace(same, name="Lalə, redaktor"))
    sides.home.change_contact(replace(other, sign=bytes([3]) * 32, verified="2026-11-22T10:00:00Z"))
    sides.road.change_contact(replace(other, sign=bytes([4]) * 32, verified="2026-11-22T11:00:00Z"))
    sides.home.add_contact(known("Evdə", 5))
    sides.road.add_contact(known("Yolda", 6))
    sides.merge()
    found = {one.sign[0]: one for one in sides.road.contacts()}
    assert {key: bool(one.verified) for key, one in found.items()} == {1: True, 4: False, 5: False, 6: False}
    assert found[4].former == ((bytes([3]) * 32).hex(),)


def test_everybody_who_approved_in_either_copy_is_there_after_a_merge(full: Vault, part: Part) -> None:
    case = full.cases()[0].code
    made = full.add_proposal(Proposal("", "", case, Audience.PUBLIC, "ab" * 32, ""))
    sides = part()
    for vault, key in ((sides.home, 1), (sides.road, 2)):
        yes = Approval(bytes([key]) * 32, Way.KEY, "2026-11-22T10:00:00Z", f"CONTACT-{key:03d}", bytes(64))
        vault.change_proposal(replace(made, approvals=(yes,)))
    sides.merge()
    (merged,) = sides.road.proposals()
    assert [one.signer[0] for one in merged.approvals] == [1, 2]
    assert (merged.id, merged.content) == (made.id, made.content)

"""Merging the copy at home never loosens, never loses a text and never brings back what was purged, without a word."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fieldnotes.crypto import kdf
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import DiskFull, ReturnRefused, VaultInUse, WrongSealedPassphrase
from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind, Passage
from fieldnotes.model.redaction import About
from fieldnotes.model.register import EntityType, Identity, Role
from fieldnotes.progress import Watch
from fieldnotes.vault.merge.merge import Merged
from fieldnotes.vault.slots.slots import SEALED, Credentials
from fieldnotes.vault.travel import restoring
from fieldnotes.vault.travel.returning import Keyholder
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.journeys import GOES, SECOND, SECRET, STAYS, open_whole
from tests.helpers.vaults import ROOT, passphrase, reopen, sealed_passphrase

TEXT = "O, Bakıda gizlənən qonşuya çörək verirdi."
HIDDEN = (Passage(10, 26, Level.INTERNAL, "gizlənən qonşuya"),)


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


Part = Callable[..., Apart]


@pytest.fixture
def part(full: Vault, package_path: Path, tmp_path: Path) -> Iterator[Part]:
    """Copies the vault to the home folder and leaves some levels behind; what the test did before is on both sides."""
    opened = [full]

    def parted(*levels: Level) -> Apart:
        full.lock()
        path, home = tmp_path / "study.fieldnotes", tmp_path / "home.fieldnotes"
        shutil.copytree(path, home)
        road = open_whole(path)
        trip, _ = journeys.leave(road, package_path, *(levels or (Level.SEALED,)))
        opened.extend((road, open_whole(home)))
        return Apart(road, trip, opened[-1])

    yield parted
    for vault in opened:
        vault.lock()


def said(vault: Vault) -> dict[str, str]:
    return {hit: decision.verdict for hit, decision in vault.decisions(About.NAME, "C-001").items()}


def save(vault: Vault, code: str, said: str, passages: tuple[Passage, ...] = (), source: str = "S-001") -> None:
    vault.save(code, card=Card("başlıq", source=source), body=Body.of(said, passages))


def person(vault: Vault, name: str, answer: Answer) -> str:
    role, level = Role.SOURCE, Level.ROLE
    entry, _ = vault.add_entry(type=EntityType.PERSON, role=role, level=level, identity=Identity(name))
    vault.set_consent(entry.code, Consent({Use.PRESS: answer}))
    return entry.code


def test_the_source_of_a_record_that_both_have_is_still_the_same_person(part: Part) -> None:
    apart = part()
    assert person(apart.road, "Yoldakı Qadın", Answer.YES) == "S-002"
    save(apart.home, STAYS, "Evdə danışdı.", source=person(apart.home, "Evdəki Kişi", Answer.NO))

    assert apart.merged().recoded == {"S-002": "S-003"}

    card = apart.road.row(STAYS).card
    assert card is not None
    assert apart.road.entry(card.source).identity == Identity("Evdəki Kişi")
    consent = apart.road.consent(card.source)
    assert consent is not None
    assert consent.answers == {Use.PRESS: Answer.NO}


def test_a_passage_that_home_put_back_is_protected_again(full: Vault, part: Part) -> None:
    save(full, GOES, TEXT, HIDDEN)
    save(full, GOES, TEXT)
    apart = part()
    save(apart.home, GOES, TEXT, HIDDEN)

    merged = apart.merged()

    assert merged.changed == (GOES,)
    assert apart.road.record(GOES).body.passages == HIDDEN


def test_of_two_texts_the_one_with_the_protected_passage_stands(part: Part) -> None:
    apart = part()
    save(apart.road, GOES, TEXT, HIDDEN)
    save(apart.home, GOES, TEXT)

    merged = apart.merged()

    assert merged.conflicts == (GOES,)
    assert apart.road.record(GOES).body.passages == HIDDEN


def test_a_verdict_of_home_is_taken_and_of_two_the_stricter_stands(full: Vault, part: Part) -> None:
    for hit in ("hit-2", "hit-3"):
        full.decide(About.NAME, "C-001", hit, "later", who="S")
    apart = part(Level.ROLE)
    apart.home.decide(About.NAME, "C-001", "hit-1", "redact", who="S")
    apart.home.decide(About.NAME, "C-001", "hit-2", "redact", who="S")
    apart.road.decide(About.NAME, "C-001", "hit-2", "keep", who="S")
    apart.home.decide(About.NAME, "C-001", "hit-3", "keep", who="S")
    apart.road.decide(About.NAME, "C-001", "hit-3", "redact", who="S")

    merged = apart.merged()

    assert said(apart.road) == dict.fromkeys(("hit-1", "hit-2", "hit-3"), "redact")
    assert merged.verdicts == ("C-001",)


def test_a_verdict_that_was_left_behind_is_not_overruled_by_one_on_the_road(full: Vault, package_path: Path) -> None:
    full.decide(About.NAME, "C-001", "hit-2", "redact", who="S")
    trip, _ = journeys.leave(full, package_path, Level.SEALED)
    full.decide(About.NAME, "C-001", "hit-2", "keep", who="S")

    returned = journeys.come_back(full, trip)

    assert said(full) == {"hit-1": "keep", "hit-2": "redact"}
    assert returned.restored.verdicts == ("C-001",)


def test_a_released_record_that_was_purged_long_ago_hinders_no_merge(full: Vault, part: Part) -> None:
    full.purging.purge([GOES], live=True, watch=Watch())
    apart = part()
    new = journeys.add(apart.home, Level.PUBLIC, "Evdə", "Evdə yazılan.")

    assert apart.merged().added == (new,)

    assert GOES not in [row.code for row in apart.road.rows()]


def test_what_was_purged_at_home_goes_here_too_unless_somebody_wrote_here(part: Part) -> None:
    apart = part()
    codes = [GOES, SECOND, SECRET]
    apart.home.purging.purge(codes, live=True, reason="razılığı geri aldı", watch=Watch())
    apart.home.purging.purge(["F-001"], watch=Watch())
    save(apart.road, SECOND, "Yolda yazılan.")

    merged = apart.merged()

    assert (merged.purged, merged.kept) == (("F-001", GOES, SECRET), (SECOND,))
    assert [row.code for row in apart.road.rows()] == ["N-001", SECOND, STAYS]
    assert "F-001" not in [entry.code for entry in apart.road.entries()]
    assert not apart.road.purging.unfinished
    path = apart.road.path
    apart.road.lock()
    again = open_whole(path)
    assert again.check() == []
    assert again.record(SECOND).body.text == "Yolda yazılan."
    again.lock()


def test_what_was_purged_here_comes_back_only_if_home_wrote_it_since(part: Part) -> None:
    apart = part(Level.PUBLIC)
    apart.road.purging.purge([GOES, SECRET, "F-001"], live=True, force=True, watch=Watch())
    save(apart.home, GOES, "Evdə yazılan.")

    merged = apart.merged()

    assert (merged.added, merged.kept, merged.purged) == ((GOES,), (GOES,), ())
    assert apart.road.record(GOES).body.text == "Evdə yazılan."
    assert SECRET not in [row.code for row in apart.road.rows()]
    assert "F-001" not in [entry.code for entry in apart.road.entries()]
    assert [item.code for item in apart.road.releases()[0].records] == [STAYS, GOES]


def test_a_name_that_was_purged_at_home_goes_here_too_with_its_consent(part: Part) -> None:
    apart = part()
    apart.home.purging.purge(["S-001", "P-001"], force=True, watch=Watch())
    apart.home.change_entry("P-001", identity=Identity("Yeni Ad"))

    merged = apart.merged()

    assert (merged.purged, merged.kept) == (("S-001",), ())
    assert apart.road.entry("S-001").identity == Identity("S-001")
    assert apart.road.entry("P-001").identity == Identity("Yeni Ad")
    assert apart.road.consent("S-001") is None


def test_a_seal_over_a_code_that_changed_does_not_come_along(part: Part) -> None:
    apart = part()
    person(apart.road, "Yoldakı Qadın", Answer.YES)
    source = person(apart.home, "Evdəki Kişi", Answer.NO)
    row, _ = apart.home.add_record(
        "C-001", kind=Kind.NOTE, level=Level.ROLE, card=Card("Evdə", source=source), body=Body.of("Evdə.")
    )
    apart.home.seal_version(row.code)

    apart.merged()

    assert apart.road.sealed_versions(row.code) == []


def test_a_record_that_home_never_had_is_not_taken_for_purged(full: Vault, part: Part, tmp_path: Path) -> None:
    path, older = full.path, tmp_path / "older.fieldnotes"
    full.lock()
    shutil.copytree(path, older)
    late = reopen(path)
    code = journeys.add(late, Level.ROLE, "Sonra", "Nüsxədən sonra yazılan.")
    late.lock()
    apart = part()
    apart.home.lock()
    apart.home = open_whole(older)
    other = journeys.add(apart.home, Level.ROLE, "Evdə", "Evdə eyni kodla yazılan.")
    apart.home.purging.purge([other], live=True, watch=Watch())

    assert other == code
    merged = apart.merged()

    assert merged.purged == ()
    assert apart.road.record(code).body.text == "Nüsxədən sonra yazılan."


@pytest.mark.parametrize("on_the_road", [True, False])
def test_a_lowered_level_does_not_reach_what_the_other_side_wrote(part: Part, on_the_road: bool) -> None:
    apart = part()
    lowering, writing = (apart.road, apart.home) if on_the_road else (apart.home, apart.road)
    lowering.set_level(GOES, Level.PUBLIC, reason="elan")
    save(writing, GOES, "Atası Elşən Bakıdadır, ev nömrəsi 12.")

    merged = apart.merged()

    assert apart.road.row(GOES).level is Level.INTERNAL
    assert (merged.conflicts, merged.levels) == ((GOES,), (GOES,))
    assert GOES in apart.road.journey.merged()
    assert apart.road.record(GOES).body.text == "Atası Elşən Bakıdadır, ev nömrəsi 12."


def test_a_text_is_kept_though_both_sides_put_its_record_into_the_bin(part: Part) -> None:
    apart = part()
    save(apart.home, GOES, "Evdə yazılan.")
    apart.home.delete(GOES)
    apart.road.delete(GOES)

    apart.merged()

    assert [row.code for row in apart.road.recycled()] == [GOES]
    apart.road.restore(GOES)
    assert apart.road.record(GOES).body.text == "Evdə yazılan."


def test_a_copy_of_an_earlier_program_or_in_use_is_refused_before_anything_changes(
    tmp_path: Path, package_path: Path
) -> None:
    path, home = tmp_path / "study.fieldnotes", tmp_path / "home.fieldnotes"
    for folder in (path, home):
        shutil.copytree(ROOT / "tests" / "vaults" / "v1.fieldnotes", folder)
    road = open_whole(path)
    trip, _ = journeys.leave(road, package_path, Level.SEALED)

    with pytest.raises(ReturnRefused):
        journeys.come_back(road, trip, home=home)

    assert road.sealed_is_away
    somebody = reopen(home)
    with pytest.raises(VaultInUse):
        journeys.come_back(road, trip, home=home)
    somebody.lock()
    assert journeys.come_back(road, trip, home=home).merged is not None
    assert road.check() == []
    road.lock()


def test_a_sealed_passphrase_that_was_changed_half_way_is_one_more_to_try(
    full: Vault, package_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, new = full.path, Secret.of("tamam yeni gizli söz")
    trip, _ = journeys.leave(full, package_path, Level.SEALED)
    with monkeypatch.context() as disk:
        disk.setattr(restoring, "restore", _full_disk)
        with pytest.raises(DiskFull):
            journeys.come_back(full, trip)
    vault = reopen(path)
    vault.key_slots.change_passphrase(
        Credentials(sealed_passphrase()), new, opens=SEALED, params=_floor(), strength=9, exchange_keys=True
    )
    data = trip.file.read_bytes()
    then = Keyholder(Credentials(passphrase()), Credentials(sealed_passphrase()))
    with pytest.raises(WrongSealedPassphrase):
        vault.journey.bring_back(trip.read(), data, then)

    vault.journey.bring_back(trip.read(), data, Keyholder(then.vault, then.sealed, (Credentials(new),)))

    assert vault.record(SECRET).body.text == "Dərbənd küçəsindəki evdə qalır."
    vault.lock()


def _floor() -> KdfParams:
    return KdfParams(kdf.NEW_FLOOR_KIB, kdf.NEW_FLOOR_ITERATIONS, 4, kdf.fresh_salt())


def _full_disk(*_: object) -> None:
    raise DiskFull


@pytest.mark.parametrize("on_the_road", [True, False])
def test_a_lowered_level_does_not_reach_names_that_the_other_side_wrote(part: Part, on_the_road: bool) -> None:
    apart = part(Level.PUBLIC)
    lowering, writing = (apart.road, apart.home) if on_the_road else (apart.home, apart.road)
    lowering.change_entry("P-001", level=Level.PUBLIC, reason="elan")
    writing.change_entry("P-001", identity=Identity("Tərlan Muğanlı", ("Tərlan Əmi",)))

    merged = apart.merged()

    entry = apart.road.entry("P-001")
    assert entry.level is Level.ANONYMOUS
    assert entry.identity is not None
    assert "Tərlan Əmi" in entry.identity.names
    assert merged.entries == ("P-001",)


def test_a_consent_that_home_asked_anew_for_an_entry_that_it_emptied_is_kept(part: Part) -> None:
    apart = part(Level.PUBLIC)
    apart.home.purging.purge(["S-001"], force=True, watch=Watch())
    apart.home.set_consent("S-001", Consent({Use.PRESS: Answer.NO}, withdrawn_on="2026-11-20"))

    assert apart.merged().purged == ("S-001",)

    consent = apart.road.consent("S-001")
    assert consent is not None
    assert consent.withdrawn

"""Travel as window and command line use it: where a package may lie, who may open it, what is told before a border."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.audit import runner
from fieldnotes.audit.probes.machine import Machine
from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import (
    BadRecipient,
    CannotWrite,
    LeftBehind,
    PackageDamaged,
    PassphraseGuessable,
    TravelRefused,
    WrongRecoveryCode,
)
from fieldnotes.model.audit import Status
from fieldnotes.model.level import Level
from fieldnotes.services import border, recovery, register, travel, travel_notice, write
from fieldnotes.services import session as sessions
from fieldnotes.services.border import State
from fieldnotes.services.session import Session
from fieldnotes.services.travel import Opening
from fieldnotes.services.way_in import WayIn
from tests.helpers import journeys
from tests.helpers.journeys import GOES, NAMES, STAYS
from tests.helpers.vaults import PASSPHRASE, SEALED_PASSPHRASE


@pytest.fixture
def session(furnished_master: Path, tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "bag" / "study.fieldnotes"
    path.parent.mkdir()
    shutil.copytree(furnished_master, path)
    opened = sessions.unlock(path, PASSPHRASE)
    opened.open_sealed(SEALED_PASSPHRASE)
    yield opened
    opened.lock()


@pytest.fixture
def custodian(tmp_path: Path) -> tuple[Path, Path]:
    """An identity file and its card."""
    made = Identity.generate("Lead", post_quantum=True)
    identity, card = tmp_path / "lead.identity", tmp_path / "lead.card"
    identity.write_text(made.to_text(), encoding="utf-8")
    card.write_text(made.card().text, encoding="utf-8")
    return identity, card


def left(session: Session, custodian: tuple[Path, Path], out: Path) -> travel.LeftBehind:
    identity, card = custodian
    travel.write_package(session, out, card=card, same_volume_ok=True)
    words = travel.check_package(out, Opening(identity=identity)).words
    return travel.leave(session, "-".join(words).upper())


def states(session: Session, home: Path) -> dict[str, State]:
    return {item.id: item.state for item in border.items(session, home=home, machine=Machine(root=home))}


def test_the_way_there_and_back(session: Session, custodian: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "x.fnr"
    assert travel.away(session) is None

    done = left(session, custodian, out)

    away = travel.away(session)
    assert away == done.away
    assert away is not None
    assert (away.levels, away.records, away.names, away.keeper) == ((Level.SEALED, Level.INTERNAL), 3, 3, True)
    with pytest.raises(LeftBehind):
        session.open_sealed(SEALED_PASSPHRASE)
    with pytest.raises(LeftBehind):
        session.needs_sealed()
    assert register.add_entry(session, name="Yeni Adam").code == "P-002"
    code = journeys.add(session.vault, Level.ROLE, "Yolda", "Sərhəddə Rəhilə adlı qadın dedi.")
    assert write.mark(session, code, quote="Rəhilə", level=Level.SEALED) == 1
    assert write.mark(session, STAYS, quote="bazarda", level=Level.SEALED) == 1

    back = travel.bring_back(session, out, Opening(identity=custodian[0]), way=PASSPHRASE, sealed_way=SEALED_PASSPHRASE)

    assert GOES in back.records
    assert travel.away(session) is None
    assert session.sealed_open
    assert session.vault.record(code).body.text == "Sərhəddə Rəhilə adlı qadın dedi."
    kept = session.vault.record(STAYS).body
    assert [one.quote for one in kept.passages if one.level is Level.SEALED] == ["bazarda", "zirzəmidə gizlənən"]


def test_a_waiting_package_is_told(session: Session, custodian: tuple[Path, Path], tmp_path: Path) -> None:
    travel.write_package(session, tmp_path / "x.fnr", card=custodian[1], same_volume_ok=True)

    away = travel.away(session)

    assert away is not None
    assert (away.waiting, away.records, away.names) == (True, 3, 3)
    assert states(session, tmp_path)["left"] is State.FAIL


def test_where_it_may_lie_and_who_may_open_it(session: Session, custodian: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "x.fnr"
    with pytest.raises(TravelRefused, match="same disk"):
        travel.write_package(session, out, card=custodian[1])
    with pytest.raises(CannotWrite):
        travel.write_package(session, tmp_path / "no" / "x.fnr", card=custodian[1])
    with pytest.raises(BadRecipient):
        travel.write_package(session, out, same_volume_ok=True)
    with pytest.raises(PassphraseGuessable):
        travel.write_package(session, out, passphrase="bir iki üç dörd beş", same_volume_ok=True)
    assert not out.exists()


def test_a_package_under_a_passphrase_is_read_back_from_the_disk(session: Session, tmp_path: Path) -> None:
    out, words = tmp_path / "x.fnr", "armud bulud ceyran dəniz ekran fındıq gilas həyət inci"
    travel.write_package(session, out, passphrase=words, levels=[Level.SEALED], same_volume_ok=True)
    whole = out.read_bytes()
    out.write_bytes(whole[:-1])
    with pytest.raises(PackageDamaged):
        travel.leave_with_passphrase(session, out, words)
    assert session.vault.entry("S-001").identity is not None
    out.write_bytes(whole)

    assert travel.leave_with_passphrase(session, out, words).lingering == 0


def test_the_list_before_the_border(session: Session, custodian: tuple[Path, Path], tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    before = states(session, home)
    assert (before["left"], before["sealed"], before["drafts"]) == (State.WARN, State.FAIL, State.WARN)
    assert before["copies"] is State.OK
    shutil.copytree(session.path, home / "old copy.fieldnotes")
    session.vault.delete(STAYS)
    left(session, custodian, tmp_path / "bag" / "x.fnr")

    after = states(session, home)

    assert (after["left"], after["sealed"], after["drafts"], after["bin"]) == (State.OK, State.OK, State.OK, State.WARN)
    assert (after["copies"], after["packages"], after["folder"]) == (State.FAIL, State.FAIL, State.OK)
    assert after["shut-down"] is State.TODO
    told = " ".join(item.sentence + item.hint for item in border.items(session, home=home))
    assert not any(name in told for name in NAMES)


def test_names_in_texts_that_stay_are_on_the_list(
    session: Session, custodian: tuple[Path, Path], tmp_path: Path
) -> None:
    journeys.add(session.vault, Level.ROLE, "Adla", f"{NAMES[0]} gəldi.")

    done = left(session, custodian, tmp_path / "x.fnr")

    assert done.still_named == ("T-005",)
    assert states(session, tmp_path)["named"] is State.FAIL


def test_the_page_is_true_or_not_made(session: Session, custodian: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(TravelRefused):
        travel_notice.page(session)
    left(session, custodian, tmp_path / "x.fnr")

    page = travel_notice.page(session)

    assert page.count("<section") == 4
    assert "<script" not in page
    assert not any(name in page for name in NAMES)


def test_the_audit_finds_nothing_wrong_with_a_vault_that_travels(
    session: Session, custodian: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    for name in ("HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "home"))  # what lies about in the real ones is not of this vault

    def verdicts() -> dict[str, str]:
        report = runner.run_external(session.path)
        return {finding.id: finding.status.value for finding in report.findings if finding.status is not Status.PASS}

    before = verdicts()
    left(session, custodian, tmp_path / "x.fnr")

    assert verdicts().items() <= before.items()


def test_a_way_in_that_was_changed_after_the_package_was_written_needs_a_new_package(
    session: Session, custodian: tuple[Path, Path], tmp_path: Path
) -> None:
    identity, card = custodian
    travel.write_package(session, tmp_path / "x.fnr", card=card, same_volume_ok=True)
    words = travel.check_package(tmp_path / "x.fnr", Opening(identity=identity)).words
    offer = recovery.offer()
    recovery.keep(session, PASSPHRASE, offer, [offer.words[place - 1] for place in offer.asks])

    with pytest.raises(TravelRefused):
        travel.leave(session, " ".join(words))

    assert session.vault.journey.away is None
    assert session.sealed_open


def test_a_recovery_code_replaced_on_the_journey_does_not_open_sealed_again(
    session: Session, custodian: tuple[Path, Path], tmp_path: Path
) -> None:
    old, new = recovery.offer(), recovery.offer()
    recovery.keep(session, PASSPHRASE, old, [old.words[place - 1] for place in old.asks])
    out = tmp_path / "x.fnr"
    left(session, custodian, out)
    recovery.keep(session, PASSPHRASE, new, [new.words[place - 1] for place in new.asks])

    back = travel.bring_back(session, out, Opening(identity=custodian[0]), way=PASSPHRASE, sealed_way=SEALED_PASSPHRASE)

    assert back.code_dropped
    session.lock()
    ways = [recovery.compartments(session.path, WayIn(code=" ".join(offer.words))) for offer in (new,)]
    assert ways == [("vmk",)]
    with pytest.raises(WrongRecoveryCode):
        recovery.compartments(session.path, WayIn(code=" ".join(old.words)))

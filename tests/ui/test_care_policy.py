"""The policy of the project in the window: shown in sentences, installed after words were compared, kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldnotes.services import policy
from fieldnotes.services import session as sessions
from fieldnotes_ui.app import Program
from fieldnotes_ui.clipboard import CLEAR_AFTER_S, Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.passphrase_change import ChangePassphraseDialog
from fieldnotes_ui.dialogs.policy_install import InstallPolicyDialog
from fieldnotes_ui.dialogs.prove import ProveDialog
from fieldnotes_ui.widgets.demand_list import DemandList
from fieldnotes_ui.widgets.word_grid import WordGrid
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.leads import Lead
from tests.ui.care_helpers import WAIT_MS, CareTaker, give_present, shown, type_new
from tests.ui.conftest import PASSPHRASE

__all__ = ["cheap_floor"]

LINES = "[kdf]\nmin_memory_mib = 512\nmin_words = 9\n[erase]\nlevel_keys = 'forbidden'\n[lock]\nidle_s = 60\n"


@pytest.fixture
def lead() -> Lead:
    return Lead()


@pytest.fixture
def taker(qtbot: QtBot, cheap_floor: None, desk: Desk, clipboard: Clipboard, tmp_path: Path) -> CareTaker:
    return CareTaker(qtbot, desk, clipboard, tmp_path)


def install(taker: CareTaker, lead: Lead, lines: str = LINES, *, version: int = 1, head: str = "") -> None:
    file = lead.writes(taker.stick, lines, version=version, head=head)
    words = " ".join(lead.signs().words)
    taker.ask(lambda session, _: policy.install(session, PASSPHRASE, file, words=words))
    taker.page.look()
    taker.settle()


def chosen(taker: CareTaker, button: str, file: Path) -> InstallPolicyDialog:
    """The dialog, once it has looked at the file."""
    taker.press(button)
    dialog = taker.dialog(InstallPolicyDialog)
    assert not dialog.main.isEnabled()
    dialog.file.show_path(file)
    taker.qtbot.waitUntil(lambda: dialog.present.isVisible() or dialog.problem.isVisible(), timeout=WAIT_MS)
    return dialog


def test_without_a_policy_the_card_says_so(taker: CareTaker) -> None:
    assert "Nobody demands more of this vault" in shown(taker.page.policy_card)
    assert not taker.page.policy_card.findChildren(DemandList)


def test_a_policy_is_installed_after_its_words_were_compared(taker: CareTaker, lead: Lead) -> None:
    dialog = chosen(taker, "Install a policy…", lead.writes(taker.stick, LINES))
    (grid,) = dialog.findChildren(WordGrid)
    assert " ".join(lead.signs().words) in grid.accessibleName()
    assert "at least as hard to guess as 9 words" in shown(dialog)
    give_present(dialog)
    assert not dialog.main.isEnabled()
    dialog.same.setChecked(True)

    words = taker.finish(dialog)

    assert "This vault keeps ex-2026 version 1 from now on." in words
    card = shown(taker.page.policy_card)
    assert "Every guess at a passphrase costs at least 512 MiB of memory." in card
    assert "Found: 2 of 2 passphrase slots below the limit." in card
    assert "Whole levels may not be erased." in card
    assert f"Signed by: {' '.join(lead.signs().words)}" in card


def test_what_is_not_met_stands_first_and_each_line_says_how_it_stands(taker: CareTaker, lead: Lead) -> None:
    install(taker, lead)
    (demands,) = taker.page.policy_card.findChildren(DemandList)
    lines = [one for one in shown(demands).split("\n") if one and not one.startswith("Found")]
    assert lines[0] == "Every guess at a passphrase costs at least 512 MiB of memory."
    assert taker.care.policy is not None
    assert {one.line: one.met.value for one in taker.care.policy.demands}["lock.idle_s"] == "kept"


def test_a_newer_one_of_the_same_signer_needs_no_words(taker: CareTaker, lead: Lead) -> None:
    install(taker, lead)
    dialog = chosen(taker, "Install a newer one…", lead.writes(taker.stick, version=2))
    assert not dialog.same.isVisible()
    assert "the same person as the policy that this vault has" in shown(dialog)
    give_present(dialog)
    assert "version 2 from now on" in taker.finish(dialog)
    assert "version 2." in shown(taker.page.policy_card)


def test_somebody_elses_policy_is_refused_even_with_its_words(taker: CareTaker, lead: Lead) -> None:
    install(taker, lead)
    dialog = chosen(taker, "Install a newer one…", Lead().writes(taker.stick, version=3))
    dialog.same.setChecked(True)
    give_present(dialog)
    assert "signed by another key than the policy that this vault has" in taker.finish(dialog)
    assert not dialog.ended
    dialog.reject()


def test_a_file_that_nobody_signed_cannot_be_installed(taker: CareTaker, lead: Lead) -> None:
    file = taker.stick / "plain.toml"
    file.write_bytes(lead.text(LINES))
    dialog = chosen(taker, "Install a policy…", file)
    assert "signature" in dialog.problem.text()
    assert not dialog.main.isEnabled()
    dialog.reject()


def test_a_wrong_passphrase_installs_nothing(taker: CareTaker, lead: Lead) -> None:
    dialog = chosen(taker, "Install a policy…", lead.writes(taker.stick, LINES))
    dialog.same.setChecked(True)
    give_present(dialog, "yanlış söz, yanlış gün")
    assert "does not open this vault" in taker.finish(dialog)
    assert taker.care.policy is None
    dialog.reject()


def test_an_expired_policy_is_said_in_red_and_still_holds(taker: CareTaker, lead: Lead) -> None:
    install(taker, lead, head="expires = 2020-01-01\n")
    assert "This policy expired on 2020-01-01. It is kept all the same" in shown(taker.page.policy_card)
    assert "Whole levels may not be erased." in shown(taker.page.policy_card)


def test_a_new_passphrase_is_asked_for_as_many_words(taker: CareTaker, lead: Lead) -> None:
    install(taker, lead)
    taker.press("Change passphrase…")
    dialog = taker.dialog(ChangePassphraseDialog)
    assert "asks for as much as 9 words drawn by dice" in shown(dialog)
    assert dialog.new.draw.accessibleName() == "Draw 9 words"
    dialog.new.draw.click()
    assert len(dialog.new.text().split()) == 9
    give_present(dialog)
    type_new(dialog.new, "yaşıl dəmir yol, üç quş və duz")
    assert "needs the strength of 9 dice words" in taker.finish(dialog)
    dialog.reject()


def test_the_key_of_real_names_goes_to_the_office(taker: CareTaker, lead: Lead) -> None:
    install(taker, lead, lead.sealing)
    assert "Found: 1 slots open it here" in shown(taker.page.policy_card)
    taker.press("Send the key away…")
    dialog = taker.dialog(ProveDialog)
    give_present(dialog)

    assert "not on this computer any more" in taker.finish(dialog)

    assert not taker.desk.sealed_open
    assert "Everything that can be measured here is as it demands." in shown(taker.page.policy_card)
    names = taker.ask(lambda session, _: [entry.identity for entry in session.vault.entries()])
    assert not any(names)
    assert taker.care.sealed_away


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Program]:
    made = Program(qapp, stored=False)
    yield made
    made.close()
    made.window.deleteLater()
    made.autolock.deleteLater()


def test_the_window_keeps_what_the_policy_asks_for(
    program: Program, qtbot: QtBot, vault_path: Path, lead: Lead, tmp_path: Path
) -> None:
    lines = "[lock]\nidle_s = 60\n[clipboard]\nclear_s = 5\n[levels]\nprotected_idle_s = 30\n"
    file, words = lead.writes(tmp_path, lines), " ".join(lead.signs().words)

    def opened() -> sessions.Session:
        session = sessions.unlock(vault_path, PASSPHRASE)
        session.open_sealed(PASSPHRASE)
        policy.install(session, PASSPHRASE, file, words=words)
        return session

    assert program.autolock.idle_s == 300
    program.desk.adopt(program.desk.on_vault_thread(opened))
    qtbot.waitUntil(lambda: program.autolock.idle_s == 60, timeout=WAIT_MS)
    assert program.desk.sealed_seconds <= 30
    program.clipboard.copy("kod")
    assert program.clipboard._left == 5
    program.clipboard.clear()
    settings = program.window.go("settings")
    assert settings is not None
    assert "It locks after at most 60 seconds." in shown(settings)
    program.desk.lock()
    assert CLEAR_AFTER_S == 20

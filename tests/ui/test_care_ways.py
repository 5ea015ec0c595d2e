"""Ways into a vault from the window: each change is proved by the present passphrase, and said in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.crypto import kdf
from fieldnotes.services import people
from fieldnotes.services import session as sessions
from fieldnotes.services.access import WayIn
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.organisation import OrganisationDialog
from fieldnotes_ui.dialogs.passphrase_change import ChangePassphraseDialog
from fieldnotes_ui.dialogs.prove import ProveDialog
from fieldnotes_ui.dialogs.recovery_code import RecoveryCodeDialog
from fieldnotes_ui.dialogs.recovery_test import TryCodeDialog
from fieldnotes_ui.dialogs.way_add import AddWayDialog
from fieldnotes_ui.widgets.code_grid import CodeGrid
from tests.helpers.cheap_slots import cheap_floor
from tests.ui.care_helpers import NEW, CareTaker, give_present, shown, type_new
from tests.ui.conftest import PASSPHRASE

__all__ = ["cheap_floor"]


@pytest.fixture
def taker(qtbot: QtBot, cheap_floor: None, desk: Desk, clipboard: Clipboard, tmp_path: Path) -> CareTaker:
    return CareTaker(qtbot, desk, clipboard, tmp_path)


def opens(desk: Desk, by: str | WayIn) -> bool:
    """Lock, and try it as somebody would who comes back."""
    path = desk.path
    assert path is not None
    desk.lock()
    session = sessions.unlock(path, by)
    session.lock()
    return True


def words_of(dialog: RecoveryCodeDialog) -> list[str]:
    cells = [re.fullmatch(r"Word (\d+): (\w+)", one.accessibleName()) for one in dialog.grid.findChildren(QWidget)]
    numbered = {int(found[1]): found[2] for found in cells if found is not None}
    return [numbered[place] for place in sorted(numbered)]


def test_each_way_in_says_what_it_opens_and_what_a_guess_costs(taker: CareTaker) -> None:
    first, second = taker.rows(taker.page.slot_card)

    assert first.startswith("Passphrase. opens the vault. Each guess costs 64 MiB of memory and 2 passes")
    assert "opens the sealed compartment" in second


def test_a_passphrase_is_changed_after_the_present_one_was_given(taker: CareTaker) -> None:
    taker.press("Change passphrase…")
    dialog = taker.dialog(ChangePassphraseDialog)
    assert not dialog.main.isEnabled()
    give_present(dialog)
    type_new(dialog.new, NEW)

    words = taker.finish(dialog)

    assert "opens the vault now: it was tried" in words
    assert "Backups made until now still open with the old passphrase" in words
    assert opens(taker.desk, NEW)


def test_a_wrong_present_passphrase_changes_nothing_and_says_so(taker: CareTaker) -> None:
    taker.page.ways.change()
    dialog = taker.dialog(ChangePassphraseDialog)
    give_present(dialog, "yanlış söz, yanlış gün")
    type_new(dialog.new, NEW)

    words = taker.finish(dialog)

    assert "does not open this vault" in words
    assert not dialog.ended
    dialog.reject()
    assert opens(taker.desk, PASSPHRASE)


def test_with_new_keys_for_the_data_other_ways_in_are_said_to_be_gone(taker: CareTaker) -> None:
    keep_code(taker)
    taker.page.ways.change()
    dialog = taker.dialog(ChangePassphraseDialog)
    give_present(dialog)
    type_new(dialog.new, NEW)
    dialog.rotate.setChecked(True)

    words = taker.finish(dialog)

    assert "written anew" in words
    assert "have to be made anew: 2" in words
    assert taker.care.code is None


def test_words_are_drawn_in_the_language_that_was_chosen_and_must_be_typed_back(taker: CareTaker) -> None:
    taker.page.ways.change()
    dialog = taker.dialog(ChangePassphraseDialog)
    give_present(dialog)
    dialog.new.language.choose("ru")
    dialog.new.draw.click()
    drawn = dialog.new.text()

    assert len(drawn.split()) == 7
    assert re.fullmatch(r"[а-яё ]+", drawn)
    assert drawn in shown(dialog)
    assert "like 7 words drawn by dice" in shown(dialog) or "like 6 words" in shown(dialog)
    assert not dialog.main.isEnabled()
    dialog.reject()
    assert dialog.new.text() == ""


def test_a_key_file_is_made_and_asked_for_from_then_on(taker: CareTaker) -> None:
    key = taker.stick / "study.key"
    taker.page.ways.add()
    dialog = taker.dialog(AddWayDialog)
    give_present(dialog)
    type_new(dialog.new, NEW)
    taker.page.ways.make_key_file(dialog, key)
    taker.settle()
    assert "same disk" in shown(dialog)

    words = taker.finish(dialog)

    assert "was tried and opens" in words
    assert any("Passphrase and key file" in row for row in taker.rows(taker.page.slot_card))
    assert opens(taker.desk, WayIn(NEW, key))


def test_a_way_in_is_removed_after_proof_but_never_the_last(taker: CareTaker) -> None:
    keep_code(taker)
    before = len(taker.care.slots)
    bins = {one.accessibleName(): one for one in taker.page.slot_card.findChildren(QToolButton) if one.isVisible()}
    bins["Remove: Recovery code"].click()
    dialog = taker.dialog(ProveDialog)
    give_present(dialog)

    assert "opens this vault no more" in taker.finish(dialog)
    assert len(taker.care.slots) == before - 1


def test_an_organisation_is_added_with_a_plain_warning_and_words_to_compare(taker: CareTaker, tmp_path: Path) -> None:
    people.new_identity(tmp_path / "org.identity", "Arxiv", post_quantum=True)
    card = tmp_path / "org.card.json"
    card.write_text(people.card(tmp_path / "org.identity").text)
    taker.page.ways.add_organisation()
    dialog = taker.dialog(OrganisationDialog)
    assert "without you and without asking" in shown(dialog)
    dialog.card.show_path(card)
    give_present(dialog)

    words = taker.finish(dialog)

    assert "Compare these words with Arxiv by voice" in words
    assert any("can open it without you" in row for row in taker.rows(taker.page.slot_card))


def test_a_cheap_passphrase_is_told_and_made_costlier(taker: CareTaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "NEW_FLOOR_ITERATIONS", 3)
    monkeypatch.setattr(kdf, "calibrate", lambda: kdf.KdfParams(kdf.OPEN_FLOOR_KIB, 3, 4, kdf.fresh_salt()))
    taker.page.look()
    taker.settle()
    assert "Cheaper to guess than it has to be" in "".join(taker.rows(taker.page.slot_card))
    taker.press("Make it costlier…")
    dialog = taker.dialog(ProveDialog)
    give_present(dialog)

    assert "Guessing costs more now" in taker.finish(dialog)
    assert all("3 passes" in row for row in taker.rows(taker.page.slot_card))
    assert opens(taker.desk, PASSPHRASE)


# --- the recovery code ------------------------------------------------------------------------------------------------


def keep_code(taker: CareTaker) -> list[str]:
    taker.page.make_code()
    dialog = taker.dialog(RecoveryCodeDialog)
    words = words_of(dialog)
    dialog.main.click()
    asked = [int(found) for found in re.findall(r"Word number (\d+)", shown(dialog))]
    for edit, place in zip(dialog.answers, asked, strict=True):
        edit.setText(words[place - 1])
    give_present(dialog)
    taker.finish(dialog)
    return words


def test_a_code_of_24_words_is_shown_once_and_two_of_them_are_asked_back(taker: CareTaker) -> None:
    words = keep_code(taker)

    assert len(words) == 24
    assert taker.care.code is not None
    assert "On paper since" in shown(taker.page.code_card)
    assert "Never tested" in shown(taker.page.code_card)
    assert not [grid for grid in taker.page.findChildren(CodeGrid) if grid.isVisible()]
    assert opens(taker.desk, WayIn(code=" ".join(words)))


def test_wrong_words_keep_no_code(taker: CareTaker) -> None:
    taker.page.make_code()
    dialog = taker.dialog(RecoveryCodeDialog)
    dialog.main.click()
    for edit in dialog.answers:
        edit.setText("nar")
    give_present(dialog)

    words = taker.finish(dialog)

    assert not dialog.ended
    assert dialog.problem.text()
    assert dialog.problem.text() in words
    dialog.reject()
    taker.page.look()
    taker.settle()
    assert taker.care.code is None


def test_a_code_is_tried_from_paper_and_the_day_is_kept(taker: CareTaker) -> None:
    words = keep_code(taker)
    taker.press("Try it…")
    dialog = taker.dialog(TryCodeDialog)
    dialog.code.edit.setPlainText("\n".join(f"{at}. {word.upper()}" for at, word in enumerate(words, 1)))

    told = taker.finish(dialog)

    assert "It works: it opens the vault and its sealed compartment" in told
    assert "Tested on" in shown(taker.page.code_card)

"""Travel as its user sees it: nothing goes before it was proved, what went is said plainly, all of it comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Draft, Kind
from fieldnotes.progress import Watch
from fieldnotes.services import find, people, sealed, travel, write
from fieldnotes.services import session as sessions
from fieldnotes.services.border import Item, State
from fieldnotes.services.session import Session
from fieldnotes.services.travel import Checked, Opening
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.new_record import NewRecord
from fieldnotes_ui.dialogs.reveal import RevealDialog
from fieldnotes_ui.dialogs.travel_keeper import CheckPackageDialog
from fieldnotes_ui.dialogs.travel_note import WriteOnlyDialog
from fieldnotes_ui.dialogs.travel_return import BackDialog, ReturnDialog, ReturnWanted
from fieldnotes_ui.pages.travel import TravelPage, asking
from fieldnotes_ui.widgets.away_card import AwayCard
from fieldnotes_ui.widgets.badge import LevelBadge
from fieldnotes_ui.widgets.border_list import BorderList
from tests.ui.conftest import PASSPHRASE
from tests.ui.library_helpers import Workspace

T = TypeVar("T")
D = TypeVar("D", bound=QDialog)
OWN = "abacus abdomen abiding ability"


class Journey:
    """A travel page as its user sees it."""

    def __init__(self, qtbot: QtBot, desk: Desk, clipboard: Clipboard, folder: Path) -> None:
        self.qtbot, self.desk, self.folder = qtbot, desk, folder
        self.package = folder / "travel.fnr"
        self.page = TravelPage(desk, clipboard)
        qtbot.addWidget(self.page)
        self.page.resize(1200, 700)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.settle()

    @property
    def card(self) -> AwayCard | None:
        return next(iter(self.page.findChildren(AwayCard)), None)

    @property
    def stage(self) -> str:
        return self.page.leave.stage.name

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.wait(10)
            self.qtbot.waitUntil(lambda: not self.desk.busy, timeout=30_000)

    def ask(self, work: Callable[[Session, Watch], T]) -> T:
        answers: list[T] = []
        self.desk.ask(self.page, work, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=30_000)
        return answers[0]

    def dialog(self, kind: type[D]) -> D:
        found = [dialog for dialog in self.page.findChildren(kind) if dialog.isVisible()]
        assert found
        return found[0]

    def pack_for(self, card: Path) -> None:
        """From the first step to the package that waits for its keeper."""
        self.page.leave.choice.next.click()
        form = self.page.leave.package
        form.card.show_path(card)
        form.target.show_path(self.package)
        form.same_disk.setChecked(True)
        form.write.click()
        self.settle()

    def remove(self) -> None:
        form = self.page.leave.remove
        form.typed.setText(form.phrase)
        form.remove.click()
        self.settle()


@pytest.fixture
def journey(qtbot: QtBot, desk: Desk, clipboard: Clipboard, tmp_path: Path) -> Journey:
    return Journey(qtbot, desk, clipboard, tmp_path)


@pytest.fixture
def keeper(tmp_path: Path) -> tuple[Path, Path]:
    """Identity file and contact card of whoever keeps packages."""
    identity, card = tmp_path / "keeper.identity", tmp_path / "keeper.card.json"
    card.write_text(people.new_identity(identity, "Keeper").text, encoding="utf-8")
    return identity, card


def words_of(journey: Journey, identity: Path) -> str:
    return " ".join(travel.check_package(journey.package, Opening(identity=identity)).words)


def shown(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_choice_says_how_much_would_go(journey: Journey) -> None:
    choice = journey.page.leave.choice
    assert set(choice.levels()) == {Level.SEALED, Level.INTERNAL}
    records, names = journey.ask(lambda session, _: travel.measure(session, choice.levels()))
    assert f"{records} record" in choice.total.text
    assert f"{names} real name" in choice.total.text
    for box in choice._levels.values():
        box.setChecked(False)
    journey.settle()
    assert not choice.next.isEnabled()
    choice._cases["C-001"].setChecked(True)
    journey.settle()
    assert choice.next.isEnabled()
    assert choice.cases() == ("C-001",)


def test_nothing_goes_without_the_keepers_words_and_the_typed_phrase(
    journey: Journey, keeper: tuple[Path, Path]
) -> None:
    identity, card = keeper
    before = journey.ask(lambda session, _: len(find.rows(session)))
    journey.pack_for(card)
    leave = journey.page.leave
    assert journey.stage == "PROVE"
    assert not leave.prove.next.isEnabled()
    leave.prove.words.setText("alma armud nar heyva alma armud nar heyva")
    leave.prove.next.click()
    assert journey.stage == "REMOVE"
    assert not leave.remove.remove.isEnabled()
    journey.remove()
    assert journey.stage == "PROVE"
    assert leave.strip.isVisible()
    assert journey.ask(lambda session, _: len(find.rows(session))) == before
    leave.prove.words.setText(words_of(journey, identity))
    leave.prove.next.click()
    journey.remove()
    assert journey.card is not None
    assert journey.ask(lambda session, _: len(find.rows(session))) < before
    assert not journey.desk.sealed_open
    assert "none is there" in journey.page._result.text


def test_what_is_away_is_said_plainly_and_stated_on_a_page_without_names(
    journey: Journey, keeper: tuple[Path, Path]
) -> None:
    identity, card = keeper
    journey.pack_for(card)
    journey.ask(lambda session, _: travel.leave(session, words_of(journey, identity)))
    journey.page.look()
    journey.settle()
    assert journey.card is not None
    words = shown(journey.card)
    assert "Left behind since " in words
    assert "No passphrase opens them here" in words
    notice = journey.folder / "notice.html"
    journey.page.save_notice(notice)
    journey.settle()
    assert "What this computer cannot open" in notice.read_text(encoding="utf-8")


def test_names_that_would_stay_in_texts_are_told_before_anything_goes(journey: Journey) -> None:
    choice = journey.page.leave.choice
    for level, box in choice._levels.items():
        box.setChecked(level is Level.SEALED)
    journey.settle()
    named = journey.ask(lambda session, _: travel.named_after(session, [Level.SEALED]))
    assert named
    assert all(code in choice.total.text for code in named)
    assert choice.total.tone == "warn"


def test_a_passphrase_that_was_changed_meanwhile_is_one_more_to_try(
    journey: Journey, keeper: tuple[Path, Path]
) -> None:
    identity, card = keeper
    journey.pack_for(card)
    journey.ask(lambda session, _: travel.leave(session, words_of(journey, identity)))
    journey.desk.look_at_sealed()
    journey.page.look()
    journey.settle()
    assert journey.card is not None
    journey.card.bring_back.click()
    dialog = journey.dialog(ReturnDialog)
    dialog.package.show_path(journey.package)
    dialog.opener.identity.show_path(identity)
    dialog.passphrase.line.setText("yanlış parol, on iki hərf")
    dialog.further.line.setText(PASSPHRASE)
    dialog.passphrase.edited.emit()
    dialog.main.click()
    journey.settle()
    journey.dialog(BackDialog).main.click()
    assert journey.ask(lambda session, _: sealed.state(session)).is_here


def test_everything_comes_back_by_the_package(journey: Journey, keeper: tuple[Path, Path]) -> None:
    identity, card = keeper
    before = journey.ask(lambda session, _: {view.row.code for view in find.rows(session)})
    journey.pack_for(card)
    journey.ask(lambda session, _: travel.leave(session, words_of(journey, identity)))
    journey.desk.look_at_sealed()
    journey.page.look()
    journey.settle()
    assert journey.card is not None
    journey.card.bring_back.click()
    dialog = journey.dialog(ReturnDialog)
    assert not dialog.main.isEnabled()
    dialog.package.show_path(journey.package)
    dialog.opener.identity.show_path(identity)
    dialog.passphrase.line.setText("yanlış parol, on iki hərf")
    dialog.passphrase.edited.emit()
    dialog.main.click()
    journey.settle()
    if dialog.isVisible():  # the vault's own master key opened the copy; only the compartment asks for its passphrase
        assert dialog.problem.isVisible()
        dialog.passphrase.line.setText(PASSPHRASE)
        dialog.main.click()
        journey.settle()
    journey.dialog(BackDialog).main.click()
    assert journey.card is None or not journey.card.isVisible()
    assert journey.ask(lambda session, _: {view.row.code for view in find.rows(session)}) == before
    assert journey.ask(lambda session, _: sealed.state(session)).is_here
    assert journey.desk.sealed_open
    assert journey.stage == "CHOOSE"


def test_a_package_under_a_passphrase_proves_itself(journey: Journey) -> None:
    journey.page.leave.choice.next.click()
    form = journey.page.leave.package
    form.kind.choose("words")
    form.generate.click()
    assert len(form.passphrase.text().split()) == travel.PASSPHRASE_WORDS
    form.target.show_path(journey.package)
    form.same_disk.setChecked(True)
    form.write.click()
    journey.settle()
    assert journey.stage == "REMOVE"
    assert form.passphrase.text() == ""
    waiting = journey.ask(lambda session, _: travel.away(session))
    assert waiting is not None
    assert waiting.waiting


def test_a_weak_passphrase_or_the_vaults_own_disk_is_refused(journey: Journey) -> None:
    journey.page.leave.choice.next.click()
    form = journey.page.leave.package
    form.kind.choose("words")
    form.passphrase.line.setText(OWN)
    form.target.show_path(journey.package)
    form._check()
    form.write.click()
    journey.settle()
    assert journey.page.leave.strip.isVisible()
    form.same_disk.setChecked(True)
    form.write.click()
    journey.settle()
    assert journey.page.leave.strip.isVisible()
    assert journey.stage == "PACKAGE"
    assert not journey.package.exists()


def test_the_compartment_is_asked_for_first(
    qtbot: QtBot, sealed_closed_desk: Desk, clipboard: Clipboard, tmp_path: Path
) -> None:
    journey = Journey(qtbot, sealed_closed_desk, clipboard, tmp_path)
    journey.page.leave.choice.next.click()
    dialog = journey.dialog(RevealDialog)
    dialog.submitted.emit(PASSPHRASE)
    journey.settle()
    assert journey.stage == "PACKAGE"


def test_a_keeper_gets_the_words_of_a_whole_package(journey: Journey, keeper: tuple[Path, Path]) -> None:
    identity, card = keeper
    journey.pack_for(card)
    journey.page.returning.check_kept()
    dialog = journey.dialog(CheckPackageDialog)
    dialog.package.show_path(card)  # not a package
    dialog.opener.identity.show_path(identity)
    dialog.main.click()
    journey.settle()
    assert dialog.problem.isVisible()
    dialog.package.show_path(journey.package)
    dialog.main.click()
    journey.settle()
    assert words_of(journey, identity).split()[0] in shown(dialog)
    dialog.main.click()
    assert not dialog.isVisible()


def test_a_checked_package_names_nobody(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = CheckPackageDialog(parent)
    dialog.show_checked(Checked("ab" * 16, "cd" * 16, "2026-11-22T06:24:00Z", 9, ("nar",) * 8))
    assert dialog.main.isEnabled()
    dialog.close()


def test_the_border_list_puts_the_worst_first_and_says_it_in_words(qtbot: QtBot) -> None:
    made = BorderList()
    qtbot.addWidget(made)
    made.show_items([Item("a", State.OK, "good"), Item("b", State.TODO, "hand"), Item("c", State.FAIL, "bad", "do it")])
    with qtbot.waitExposed(made):
        made.show()
    marks = [mark.accessibleName() for mark in made.findChildren(QLabel) if mark.accessibleName()]
    assert marks == ["Must be changed", "Do it by hand", "All right"]
    assert "1 to change" in made._sum.text()


# --- while something is away -----------------------------------------------------------------------------------------


@pytest.fixture
def abroad(qtbot: QtBot, journey: Journey, keeper: tuple[Path, Path], clipboard: Clipboard) -> Workspace:
    """The library of a vault whose SEALED and INTERNAL levels were left behind."""
    identity, card = keeper
    journey.pack_for(card)
    journey.ask(lambda session, _: travel.leave(session, words_of(journey, identity)))
    journey.desk.look_at_sealed()
    journey.settle()
    journey.page.hide()
    return Workspace(qtbot, journey.desk, clipboard)


def begin_sealed(work: Workspace) -> WriteOnlyDialog:
    work.page.bringing._add_record(NewRecord("C-001", Kind.NOTE, Level.SEALED, Card(title="Gizli")))
    work.settle()
    return work.dialog(WriteOnlyDialog)


def test_lists_say_plainly_that_not_everything_is_here(abroad: Workspace) -> None:
    navigator = abroad.page.listing.navigator
    assert navigator.away.isVisible()
    assert navigator.away.accessibleName() == "Left behind: Sealed, Internal"
    titles = [abroad.page.listing.places.place_at(at) for at in range(abroad.page.listing.places.rowCount())]
    assert "C-001 (title left behind)" in [place.name for place in titles if place is not None]
    wanted: list[bool] = []
    abroad.page.travel_wanted.connect(lambda: wanted.append(True))
    navigator.away.click()
    assert wanted


def test_a_sealed_note_is_written_and_then_read_by_nobody(abroad: Workspace) -> None:
    dialog = begin_sealed(abroad)
    assert dialog.findChildren(LevelBadge)[0].level is Level.SEALED
    dialog.main.click()
    assert dialog.problem.isVisible()  # nothing to seal yet
    dialog.text.setPlainText("Dərbənd küçəsindəki evdə qalır.")
    dialog.main.click()
    abroad.settle()
    assert not shiboken6.isValid(dialog)
    sealed_rows = [view for view in abroad.ask(lambda session, _: find.rows(session)) if view.row.level is Level.SEALED]
    assert len(sealed_rows) == 1
    abroad.open(sealed_rows[0].row.code)
    assert abroad.page.pane.shows_sealed
    assert abroad.editor_text == ""


def test_a_lock_seals_what_was_typed_of_it(abroad: Workspace, vault_path: Path) -> None:
    dialog = begin_sealed(abroad)
    dialog.text.setPlainText("Yarımçıq")
    abroad.desk.lock()
    abroad.page.hide()
    dialog.discarded.disconnect()
    dialog.hide()
    session = sessions.unlock(vault_path, PASSPHRASE)
    assert [view.row.level for view in find.rows(session)].count(Level.SEALED) == 1
    session.lock()


def test_words_are_not_thrown_away_by_one_key(abroad: Workspace) -> None:
    dialog = begin_sealed(abroad)
    dialog.text.setPlainText("Yarımçıq")
    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    abroad.settle()
    assert not shiboken6.isValid(dialog)
    assert not [view for view in abroad.ask(lambda session, _: find.rows(session)) if view.row.level is Level.SEALED]


def test_what_a_crash_left_of_a_sealed_note_is_a_record_after_the_return(
    journey: Journey, keeper: tuple[Path, Path]
) -> None:
    identity, card = keeper
    journey.pack_for(card)
    journey.ask(lambda session, _: travel.leave(session, words_of(journey, identity)))
    draft = Draft("d" * 32, "", "C-001", Kind.NOTE, Level.SEALED, "Gizli", Body.of("Yarımçıq qalan."))
    journey.ask(lambda session, _: write.autosave(session, draft))
    wanted = ReturnWanted(journey.package, Opening(identity=identity), PASSPHRASE, PASSPHRASE, None, None)
    outcome = journey.ask(lambda session, watch: asking.bring_back(session, watch, wanted))
    (code,) = outcome.unfinished
    assert journey.ask(lambda session, _: find.record(session, code)).record.body.text == "Yarımçıq qalan."
    assert journey.ask(lambda session, _: write.drafts(session)) == []

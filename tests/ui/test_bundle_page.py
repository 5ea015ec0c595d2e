"""Reading a bundle as its editor: no vault, whose it is first, plain text only, forgotten when closed."""

from __future__ import annotations

import shutil
import stat
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fieldnotes import clock
from fieldnotes.model.bundle import BundleRecord, Difference, Fate, Opened, Trust
from fieldnotes.services import people, receive
from fieldnotes.services import session as sessions
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.new_identity import NewIdentityDialog
from fieldnotes_ui.moments import day_words
from fieldnotes_ui.pages.bundle import BundlePage
from tests.ui.conftest import PASSPHRASE, type_text
from tests.ui.share_helpers import Sent, dialog_of, send_from, settle, shown_bundles, words_on

WAIT_MS = 20_000
EXCHANGE = Path(__file__).parents[1] / "vectors" / "exchange"
"""Bundles that were made without this program."""


@pytest.fixture(scope="module")
def sent_once(sample_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """The author's side, made from the sample vault, which is locked again. Copy it."""
    folder = tmp_path_factory.mktemp("sent")
    session = sessions.unlock(Path(shutil.copytree(sample_vault, folder / sample_vault.name)), PASSPHRASE)
    session.open_sealed(PASSPHRASE)
    made = send_from(session, folder)
    session.lock()
    return made


@pytest.fixture
def sent(sent_once: Sent, tmp_path: Path) -> Sent:
    bundle, identity, author = (
        Path(shutil.copy2(path, tmp_path)) for path in (sent_once.bundle, sent_once.identity, sent_once.author)
    )
    return Sent(bundle, identity, author, sent_once.card)


@pytest.fixture
def page(qtbot: QtBot, shut_desk: Desk, clipboard: Clipboard) -> BundlePage:
    return shown_bundles(qtbot, shut_desk, clipboard)


def read(qtbot: QtBot, page: BundlePage, sent: Sent, *, author: bool = True) -> None:
    page.open_bundle(sent.bundle, sent.identity, sent.author if author else None)
    qtbot.waitUntil(lambda: bool(page.reader.items.items), timeout=WAIT_MS)


def opened(sent: Sent) -> Opened:
    return receive.open_bundle(sent.bundle, identity=sent.identity)


# --- whose it is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("author", "tone", "words"), [(True, "ok", "Signed by the author"), (False, "warn", "nobody")])
def test_the_first_line_says_whose_it_is(
    qtbot: QtBot, page: BundlePage, sent: Sent, author: bool, tone: str, words: str
) -> None:
    read(qtbot, page, sent, author=author)

    assert page.reader.trust.tone == tone
    assert words in page.reader.trust.text
    others = [
        label
        for label in page.reader.findChildren(QLabel)
        if label.isVisible() and label.parent() is not page.reader.trust
    ]
    assert all(page.reader.trust.y() < label.mapTo(page.reader, QPoint()).y() for label in others)


def test_an_unsigned_bundle_is_dangerous_at_sight(page: BundlePage, sent: Sent) -> None:
    page._show_opened(replace(opened(sent), trust=Trust.UNSIGNED))

    assert page.reader.trust.tone == "danger"
    assert "Not signed" in page.reader.trust.text


def test_what_is_said_about_the_bundle_is_what_its_author_did(qtbot: QtBot, page: BundlePage, sent: Sent) -> None:
    read(qtbot, page, sent)
    words = words_on(page.reader)

    assert opened(sent).manifest.code in words
    assert "An editor" in words
    assert "records withheld" in words


def test_a_bundle_that_is_only_for_review_says_so_before_its_records(
    qtbot: QtBot, page: BundlePage, sent: Sent, tmp_path: Path
) -> None:
    (tmp_path / "reader.identity").write_bytes((EXCHANGE / "reader.identity").read_bytes())
    page.open_bundle(EXCHANGE / "for-review.age", tmp_path / "reader.identity")
    qtbot.waitUntil(lambda: bool(page.reader.items.items), timeout=WAIT_MS)

    assert page.reader.asked.isVisible()
    assert "not released" in page.reader.asked.text
    assert "The public; in the clear" in page.reader.asked.text
    page._show_opened(opened(sent))
    assert not page.reader.asked.isVisible()


# --- older, corrected, expired --------------------------------------------------------------------------------------


def test_what_has_changed_since_the_one_before_is_counted(page: BundlePage, sent: Sent) -> None:
    fates = (Fate.ADDED, Fate.CHANGED, Fate.CHANGED, Fate.SAME)
    changes = tuple(Difference(fate, f"R-00{at}", "") for at, fate in enumerate(fates))
    found = opened(sent)
    manifest = replace(found.manifest, seq=2, changes=changes, correction="The month was wrong.")
    page._show_opened(replace(found, manifest=manifest))
    words = words_on(page.reader)

    assert "number 2 of its series" in words
    assert "Since the one before it: 1 record is new, 2 records were changed." in words
    assert "The month was wrong." in words


def test_an_expired_bundle_opens_only_when_somebody_asks_for_it_and_says_that_it_ended(
    qtbot: QtBot, page: BundlePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reader.identity").write_bytes((EXCHANGE / "reader.identity").read_bytes())
    bundle = EXCHANGE / "with-everything.age"
    ends = receive.open_bundle(bundle, identity=tmp_path / "reader.identity").manifest.expires
    monkeypatch.setattr(clock, "today", lambda: date.fromisoformat(ends) + timedelta(days=1))
    page.open_bundle(bundle, tmp_path / "reader.identity")
    qtbot.waitUntil(page._form.even_expired.isVisible, timeout=WAIT_MS)
    assert f"expired on {ends}" in words_on(page)
    assert not page.reader.items.items
    page._form.even_expired.click()
    qtbot.waitUntil(lambda: bool(page.reader.items.items), timeout=WAIT_MS)

    assert f"closed after {day_words(ends)}" in page.reader.ended.text
    assert page.reader.ended.isVisible()


# --- refused ------------------------------------------------------------------------------------------------------


def test_a_bundle_for_somebody_else_is_refused_and_nothing_is_shown(
    qtbot: QtBot, page: BundlePage, sent: Sent, tmp_path: Path
) -> None:
    people.new_identity(tmp_path / "other.identity", "Başqası")
    page.open_bundle(sent.bundle, tmp_path / "other.identity")
    qtbot.waitUntil(lambda: "not addressed to this identity" in words_on(page), timeout=WAIT_MS)

    assert not page.reader.items.items
    assert page._stack.currentIndex() == 0


def test_an_altered_bundle_is_refused_as_a_whole(qtbot: QtBot, page: BundlePage, sent: Sent) -> None:
    data = bytearray(sent.bundle.read_bytes())
    data[-40] ^= 1
    sent.bundle.write_bytes(bytes(data))
    page.open_bundle(sent.bundle, sent.identity, sent.author)
    qtbot.waitUntil(lambda: "damaged, cut short or was altered" in words_on(page), timeout=WAIT_MS)

    assert "Ask the author to send it again" in words_on(page)
    assert not page.reader.items.items


def test_a_bundle_signed_by_another_author_is_refused(
    qtbot: QtBot, page: BundlePage, sent: Sent, tmp_path: Path
) -> None:
    other = tmp_path / "other.card.json"
    other.write_text(people.new_identity(tmp_path / "other.identity", "Başqası").text, encoding="utf-8")
    page.open_bundle(sent.bundle, sent.identity, other)
    qtbot.waitUntil(lambda: "was not signed by the person whose card you gave" in words_on(page), timeout=WAIT_MS)

    assert not page.reader.items.items


# --- reading ------------------------------------------------------------------------------------------------------


def test_j_and_k_go_through_the_records(qtbot: QtBot, page: BundlePage, sent: Sent) -> None:
    read(qtbot, page, sent)
    records = opened(sent).records
    QTest.keyClick(page.reader.list, Qt.Key.Key_J)
    assert page.reader.text.toPlainText() == records[1].text
    QTest.keyClick(page.reader.list, Qt.Key.Key_K)
    QTest.keyClick(page.reader.list, Qt.Key.Key_K)

    assert page.reader.text.toPlainText() == records[-1].text


def test_labels_of_redaction_are_marked_as_such(qtbot: QtBot, page: BundlePage, sent: Sent) -> None:
    read(qtbot, page, sent)
    for row in range(len(page.reader.items.items)):  # the order of records tells nothing, so it is not known
        page.reader.list.choose_row(row)
        text = page.reader.text.toPlainText()
        if "[Person" in text:
            break
    at = text.index("[Person")

    assert "Put in place" in page.reader.text.tip_at(at + 1)
    assert page.reader.text.tip_at(at - 1) == ""


def test_markup_in_a_bundle_is_letters(page: BundlePage, sent: Sent) -> None:
    evil = '<b>Rəna</b> <img src="file:///etc/hostname"> <a href="http://example.org">x</a>'
    record = BundleRecord("R-001", "testimony", "az", "ANONYMOUS", evil, evil, evil, (f"alleged, arrest: {evil}",))
    page._show_opened(replace(opened(sent), records=(record,)))

    assert page.reader.text.toPlainText() == evil
    assert words_on(page.reader).count("<b>Rəna</b>") == 3


def test_notes_and_consent_stand_with_their_record(page: BundlePage, sent: Sent) -> None:
    record = BundleRecord("R-001", "note", "az", "ROLE", "Qeyd", "Mətn", "press: anonymous", ("alleged, arrest: həbs",))
    page._show_opened(replace(opened(sent), records=(record,)))

    assert "Consent: Press: Anonymous" in words_on(page.reader)
    assert "alleged, arrest: həbs" in words_on(page.reader)


def test_closing_forgets_every_word(qtbot: QtBot, page: BundlePage, sent: Sent) -> None:
    read(qtbot, page, sent)
    reader = page.reader
    with qtbot.waitSignal(reader.destroyed, timeout=WAIT_MS):
        reader.close_wanted.emit()

    assert page._opened is None
    assert page._stack.currentIndex() == 0
    assert page.reader.text.toPlainText() == ""


def test_nothing_is_written_until_it_is_asked_for_and_then_privately(
    qtbot: QtBot, page: BundlePage, sent: Sent, shut_desk: Desk, tmp_path: Path
) -> None:
    before = set(tmp_path.rglob("*"))
    read(qtbot, page, sent)
    assert set(tmp_path.rglob("*")) == before
    page.save_texts(tmp_path / "texts")
    settle(qtbot, shut_desk)
    written = sorted((tmp_path / "texts").iterdir())

    assert [path.name for path in written] == [f"{record.label}.txt" for record in opened(sent).records]
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}


# --- identities and cards -----------------------------------------------------------------------------------------


def test_a_new_identity_is_private_and_its_card_can_be_saved(
    qtbot: QtBot, page: BundlePage, shut_desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "mine.identity"
    page._panel.new_wanted.emit()
    dialog = dialog_of(qtbot, page, NewIdentityDialog)
    type_text(dialog.name, "Səbinə, redaktor")
    dialog.file.show_path(path)
    dialog.main.click()
    qtbot.waitUntil(lambda: "Səbinə, redaktor" in words_on(page._panel), timeout=WAIT_MS)
    page._panel.copy_wanted.emit()
    page._cards.save_card(tmp_path / "mine.card.json")
    settle(qtbot, shut_desk)
    card = people.card(path)

    assert QGuiApplication.clipboard().text() == card.text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert all(word in words_on(page._panel) for word in card.words)
    assert people.read_card(tmp_path / "mine.card.json").words == card.words
    assert "SECRET" not in (tmp_path / "mine.card.json").read_text(encoding="utf-8")


def test_an_identity_never_replaces_one(qtbot: QtBot, page: BundlePage, sent: Sent) -> None:
    before = sent.identity.read_bytes()
    page._panel.new_wanted.emit()
    dialog = dialog_of(qtbot, page, NewIdentityDialog)
    type_text(dialog.name, "Başqası")
    dialog.file.show_path(sent.identity)
    dialog.main.click()
    qtbot.waitUntil(lambda: "already exists" in dialog.problem.text(), timeout=WAIT_MS)
    dialog.reject()

    assert sent.identity.read_bytes() == before

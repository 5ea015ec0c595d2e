"""Making a bundle from the workbench: who can open it, what must be said first, the file, the receipt."""

from __future__ import annotations

import hashlib
import io
import re
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fieldnotes.bundle import strict_zip
from fieldnotes.crypto import age
from fieldnotes.crypto.identity import Identity
from fieldnotes.protection.mosaic import PersonMosaic, State, Weight
from fieldnotes.services import ledger, people, receive, register
from fieldnotes.services.views import CardView
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.receipt import ReceiptDialog
from fieldnotes_ui.dialogs.reveal import RevealDialog
from tests.helpers.covered import unseen
from tests.ui.conftest import PASSPHRASE, type_text
from tests.ui.export_helpers import REASON, ask, compare_words, filled, say_why, written
from tests.ui.share_helpers import Redacting, dialog_of, words_on


@pytest.fixture
def work(qtbot: QtBot, desk: Desk, clipboard: Clipboard) -> Redacting:
    return Redacting(qtbot, desk, clipboard)


@pytest.fixture
def card(tmp_path: Path) -> CardView:
    return people.new_identity(tmp_path / "editor.identity", "Günel & redaktor")


# --- what must be there first -------------------------------------------------------------------------------------


def test_it_says_what_goes_and_why_the_rest_stays(work: Redacting) -> None:
    words = words_on(ask(work))

    assert "3 records go: " in words
    assert re.search(r"N-001 → R-00[123]\b", words)
    assert "T-003 (its source withdrew consent)" in words


def test_the_button_is_grey_until_somebody_can_open_it_and_says_so(work: Redacting, card: CardView) -> None:
    dialog = ask(work)
    assert not dialog.main.isEnabled()
    assert "Add at least one recipient" in words_on(dialog)
    dialog.recipients.add_card(card)
    compare_words(dialog)
    say_why(dialog)

    assert dialog.main.isEnabled()


def test_a_card_shows_its_eight_words_and_they_must_be_compared(work: Redacting, card: CardView) -> None:
    dialog = ask(work)
    dialog.recipients.add_card(card)
    work.qtbot.waitUntil(lambda: all(word in words_on(dialog.recipients) for word in card.words), timeout=5_000)

    assert len(card.words) == 8
    assert not dialog.main.isEnabled()
    assert "Compare the words" in words_on(dialog)
    compare_words(dialog)
    say_why(dialog)
    assert dialog.main.isEnabled()


def test_a_card_comes_from_its_file_and_an_altered_one_is_refused_in_words(
    qtbot: QtBot, work: Redacting, card: CardView, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.card.json", tmp_path / "bad.card.json"
    good.write_text(card.text, encoding="utf-8")
    bad.write_text(card.text.replace("Günel", "Aysel"), encoding="utf-8")
    dialog = ask(work)
    work.page._exporting.add_card(dialog, bad)
    qtbot.waitUntil(lambda: "bad.card.json is not a contact card" in words_on(dialog), timeout=10_000)
    assert not dialog.recipients.addresses
    work.page._exporting.add_card(dialog, good)
    qtbot.waitUntil(lambda: bool(dialog.recipients.addresses), timeout=10_000)

    assert "is not a contact card" not in words_on(dialog)


def test_an_address_can_be_pasted_and_anything_else_is_not_taken(work: Redacting, card: CardView) -> None:
    dialog = ask(work)
    type_text(dialog.recipients.address, "redaktor@gazet.example")
    dialog.recipients._add_typed()
    assert "not an age1… address" in words_on(dialog)
    assert not dialog.recipients.addresses
    dialog.recipients.address.clear()
    type_text(dialog.recipients.address, card.recipients[0])
    dialog.recipients._add_typed()

    assert dialog.recipients.addresses == (card.recipients[0],)
    work.qtbot.waitUntil(lambda: "says nothing about whose it is" in words_on(dialog), timeout=5_000)


def test_what_remains_of_somebody_needs_a_reason_and_two_people(
    work: Redacting, card: CardView, tmp_path: Path
) -> None:
    """All that is asked for is asked in its turn, and the button is never grey without a sentence."""
    preview = work.page.preview
    assert preview is not None
    person = PersonMosaic("S-001", "[Source A]", (), Weight.HIGH, 1, State.OPEN)
    dialog = work.page._exporting.ask(replace(preview, mosaics=(person,)), work.page.telling)
    dialog.recipients.add_card(card)
    compare_words(dialog)
    dialog.file.show_path(tmp_path / "out.age")
    assert "[Source A]" in words_on(dialog)
    assert "Say why what remains may go" in words_on(dialog)
    type_text(dialog.accepting.reason, REASON)
    assert "Two different people" in words_on(dialog)
    type_text(dialog.accepting.who, "Günel")
    type_text(dialog.accepting.second, "günel")
    assert not dialog.main.isEnabled()
    dialog.accepting.second.clear()
    type_text(dialog.accepting.second, "Rəşad")

    assert dialog.main.isEnabled()


def test_the_suggested_file_tells_neither_case_nor_title_nor_day(work: Redacting) -> None:
    dialog = ask(work)
    path = dialog.file.path()

    assert path is not None
    assert path.parent == Path.home()
    assert re.fullmatch(r"FN-[0-9A-HJKMNP-TV-Z]{6}\.age", path.name)
    dialog.reject()
    again = ask(work).file.path()
    assert again is not None
    assert again.name != path.name


def test_where_the_policy_wants_a_reason_it_is_asked_for_and_kept_with_the_release(
    work: Redacting, card: CardView, tmp_path: Path
) -> None:
    work.desk._keep_limits(replace(work.desk.limits, export_reason=True))
    dialog = filled(work, card, tmp_path / "out.age")
    assert not dialog.main.isEnabled()
    assert "policy asks for a reason" in words_on(dialog)
    type_text(dialog.reason, REASON)
    assert dialog.main.isEnabled()
    written(work, dialog)

    assert work.ask(lambda session, _: session.needs_sealed().releases()[-1].reason) == REASON


# --- the file and the receipt -------------------------------------------------------------------------------------


def test_what_is_written_is_what_the_workbench_showed(
    qtbot: QtBot, work: Redacting, card: CardView, tmp_path: Path
) -> None:
    out = tmp_path / "out.age"
    preview = work.page.preview
    assert preview is not None
    with qtbot.waitSignal(work.page.exported, timeout=30_000) as told:
        written(work, filled(work, card, out))
    opened = receive.open_bundle(out, identity=tmp_path / "editor.identity")

    assert {one.label: one.text for one in opened.records} == {
        one.label: one.redacted for one in preview.records if one.included
    }
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert told.args is not None
    assert "3 records left in out.age" in told.args[0]


def test_the_bundle_can_be_read_on_pages_with_nothing_but_the_records(
    work: Redacting, card: CardView, tmp_path: Path
) -> None:
    out = tmp_path / "out.age"
    written(work, filled(work, card, out))
    identity = Identity.from_text((tmp_path / "editor.identity").read_text(encoding="utf-8"))
    files = strict_zip.unpack(age.decrypt(out.read_bytes(), identity.age_secrets))
    with pikepdf.open(io.BytesIO(files["data/readable.pdf"])) as document:
        assert set(document.trailer["/Info"].keys()) == {"/Title"}
        assert "/Metadata" not in document.Root
    assert unseen(files["data/readable.pdf"]) == []
    pages = pdfium.PdfDocument(files["data/readable.pdf"])
    told = "\n".join(page.get_textpage().get_text_range() for page in pages)
    opened = receive.open_bundle(out, identity=tmp_path / "editor.identity")
    assert all(record.label in told for record in opened.records)
    assert told.count("TLP:AMBER+STRICT") == 2


def test_the_receipt_has_labels_gate_and_a_digest_to_read_out(
    work: Redacting, card: CardView, tmp_path: Path, clipboard: Clipboard
) -> None:
    out = tmp_path / "out.age"
    receipt = written(work, filled(work, card, out))
    words = words_on(receipt)
    digest = hashlib.sha256(out.read_bytes()).hexdigest()

    assert digest in re.sub(r"\s", "", words)
    assert re.search(r"N-001 → R-00[123]\b", words)
    assert "none found" in words
    assert "Written down before the file was" in words
    receipt.copy_wanted.emit("təsdiq")
    assert QGuiApplication.clipboard().text() == "təsdiq"
    assert any(line.event == "export" for line in work.ask(lambda session, _: ledger.show(session)))


def test_the_passphrase_is_asked_for_once_more_when_it_was_not_typed_for_this(
    qtbot: QtBot, work: Redacting, card: CardView, tmp_path: Path
) -> None:
    out = tmp_path / "out.age"
    dialog = filled(work, card, out)
    session = work.desk._session
    assert session is not None
    session.use_proof()
    dialog.main.click()
    again = dialog_of(qtbot, dialog, RevealDialog)
    assert "Each time" in words_on(again)
    assert not out.exists()
    type_text(again.passphrase.line, "another passphrase")
    again.open_button.click()
    qtbot.waitUntil(again.strip.isVisible, timeout=10_000)
    type_text(again.passphrase.line, PASSPHRASE)
    again.open_button.click()
    dialog_of(qtbot, work.page, ReceiptDialog)

    assert out.exists()
    assert not work.ask(lambda session, _: session.proved)


def test_a_file_that_is_there_is_left_alone_and_the_dialog_says_so(
    qtbot: QtBot, work: Redacting, card: CardView, tmp_path: Path
) -> None:
    out = tmp_path / "out.age"
    out.write_bytes(b"something else")
    dialog = filled(work, card, out)
    dialog.main.click()
    qtbot.waitUntil(lambda: "out.age already exists" in words_on(dialog), timeout=10_000)

    assert out.read_bytes() == b"something else"
    assert dialog.main.isEnabled()
    assert not work.ask(lambda session, _: register.releases(session))


def test_a_cancelled_export_leaves_no_file_and_no_release(
    qtbot: QtBot, work: Redacting, card: CardView, tmp_path: Path
) -> None:
    out, go_on = tmp_path / "out.age", threading.Event()
    dialog = filled(work, card, out)
    work.desk.ask(work.page, lambda _session, _watch: go_on.wait(10))
    dialog.main.click()
    dialog.out.click()
    go_on.set()
    work.settle()

    assert not out.exists()
    assert not work.ask(lambda session, _: register.releases(session))
    assert not work.page.findChildren(ReceiptDialog)

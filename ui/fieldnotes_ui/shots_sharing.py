"""The dialogs of sharing for pictures: what a demonstration needs for them, and the way that leads to each."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fieldnotes.model.audience import Audience
from fieldnotes.model.contact import Compared, Contact
from fieldnotes.model.record import Body
from fieldnotes.model.review import RemarkKind
from fieldnotes.services import approvals, contacts, people, reading, review_import, reviewing, share, write
from fieldnotes.services import keys as key_stores
from fieldnotes.services.preparing import How
from fieldnotes.services.sending import Envelope
from fieldnotes.services.session import Session
from fieldnotes_ui.main_window import MainWindow
from fieldnotes_ui.pages.bundle import BundlePage
from fieldnotes_ui.pages.redact import RedactPage
from fieldnotes_ui.pages.sharing import SharingPage
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.record_head import RecordHead
from fieldnotes_ui.widgets.reviews_card import ReviewsCard

_CASE, _SERIES = "C-001", "Demonstration"
_WHY, _SECOND = "demonstration: the people are invented", "a second reader"
_TESTIMONY = "T-"
_LATER = "She asked that nobody hurries."
_REMARKS = (
    (RemarkKind.QUERY, "Is this the word that she used herself?"),
    (RemarkKind.COMMENT, "Readers will not know what this is."),
)


@dataclass(frozen=True, slots=True)
class SharedState:
    """The newest bundle of the series, what opens it, the record that has a remark, and what is proposed."""

    bundle: Path
    keys: Path
    passphrase: str = field(repr=False)
    record: str
    proposal: str


def prepare(session: Session, folder: Path, passphrase: str) -> SharedState:
    """Add all of it to a demonstration's vault, with real names open, also where it was added for pictures before.

    What it writes lies in a new folder.
    """
    place = folder / f"sharing-{secrets.token_hex(3)}"
    place.mkdir(mode=0o700)
    phrase = " ".join(secrets.token_hex(3) for _ in range(6))
    store_path = place / "editor.fnkeys"
    with key_stores.create(store_path, phrase, name="Tamuna, editor") as store:
        store.trust(folder / "author.card.json")
        editor = contacts.add(session, store.card().text, replaces=True)
    contacts.confirm(session, editor, how=Compared.VOICE)
    lawyer = people.new_identity(place / "lawyer.identity", "Emre, lawyer")
    contacts.add(session, lawyer.text, replaces=True)
    how = How(second=_SECOND, accept_suggestions=_WHY, envelope=Envelope(series=_SERIES))
    bundles: list[Path] = []
    labels: dict[str, str] = {}
    record = ""
    for name in ("first.age", "second.age"):
        session.reauthenticate(passphrase)
        receipt = share.export(
            session, _CASE, Audience.EDITOR, to=[editor.code], out=place / name, accept_quasi=_WHY, how=how
        )
        bundles.append(place / name)
        labels = {code: label for code, label in receipt.included if code.startswith(_TESTIMONY)}
        record = record or min(labels)
        with key_stores.unlock(store_path, phrase) as keys:
            found = reading.open_bundle(place / name, keys)
            reading.remember(found, keys)
        if len(bundles) == 1:
            _say_more(session, record)
    proposal = approvals.propose(session, _CASE, Audience.PUBLIC, accept_quasi=_WHY, how=how).code
    _review(session, bundles[-1], labels[record], store_path, phrase)
    return SharedState(bundles[-1], store_path, phrase, record, proposal)


def _say_more(session: Session, code: str) -> None:
    """So that the next bundle differs from the one before."""
    record = session.vault.record(code)
    card = record.row.card
    if card is not None:
        write.save(session, code, card=card, body=Body.of(f"{record.body.text}\n{_LATER}"))


def _review(session: Session, bundle: Path, label: str, store: Path, phrase: str) -> None:
    """An editor's remarks on one record, taken in."""
    out = bundle.with_suffix(".fnreview")
    with key_stores.unlock(store, phrase) as keys:
        found = reading.open_bundle(bundle, keys)
        for number, (kind, words) in enumerate(_REMARKS):
            start, end = reviewing.paragraph(found, label, number)
            reviewing.remark(keys, found, label, kind, words, start=start, end=end)
        reviewing.finish(keys, found, out)
    review_import.take_in(session, out)


def sharing_scenes(window: MainWindow, shared: SharedState) -> Mapping[str, Sequence[Callable[[], object]]]:
    """Steps to each picture, by its name; the vault has time to answer between them."""

    def sharing() -> SharingPage:
        page = window.go("sharing")
        assert isinstance(page, SharingPage)
        return page

    def bench() -> RedactPage:
        page = window.go("redact")
        assert isinstance(page, RedactPage)
        return page

    def export() -> None:
        bench().bench.export_wanted.emit()

    def read_remarks() -> None:
        window.findChildren(ReviewsCard)[0].read_wanted.emit()

    def answer() -> None:
        window.findChildren(RecordHead)[0].answer_button.click()

    def leaf(key: str) -> Callable[[], object]:
        return lambda: window.visit("sharing", "show_leaf", key)

    def open_review() -> None:
        page = window.go("bundle")
        assert isinstance(page, BundlePage)
        page.open_bundle(None, shared.keys)
        page.findChildren(PassphraseEdit)[0].line.setText(shared.passphrase)
        page.open_bundle(shared.bundle, shared.keys)

    def contact(place: int) -> Contact:
        return sharing().contacts.views[place].contact

    def open_case() -> None:
        window.visit("redact", "open_case", _CASE)

    def open_record() -> None:
        window.visit("library", "open_record", shared.record)

    return {
        "contact-compare": (leaf("contacts"), lambda: sharing().contacts.compare(contact(-1))),
        "contact-edit": (leaf("contacts"), lambda: sharing().contacts.edit(contact(0))),
        "approve": (leaf("approvals"), lambda: sharing().approvals.read(shared.proposal)),
        "recall": (leaf("left"), lambda: sharing().left.recall(sharing().left.lines[:1])),
        "export": (open_case, export),
        "export-as-proposed": (
            open_case,
            lambda: bench().bench.choose_audience(Audience.PUBLIC),
            export,
        ),
        "review": (open_review,),
        "remarks": (
            lambda: window.visit("bundle", "import_review"),
            read_remarks,
        ),
        "answer": (open_record, answer),
    }

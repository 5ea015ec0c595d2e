"""What left: the register of exports, whom a found copy belonged to, what carries somebody, and calling it back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.register import Entry
from fieldnotes.services import register, releases
from fieldnotes.services.releases import Notice, ReleaseLine, Why
from fieldnotes_ui import messages, theme
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.release_recall import RecallDialog, RecallWanted, readers_of
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.moments import local_day
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.empty import EmptyState
from fieldnotes_ui.widgets.file_dialogs import ask_for_folder, ask_to_open
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.item_list import ItemList
from fieldnotes_ui.widgets.labels import button, label
from fieldnotes_ui.widgets.named_combo import NamedCombo
from fieldnotes_ui.widgets.paper import print_on
from fieldnotes_ui.widgets.release_view import ReleaseView, for_whom, how
from fieldnotes_ui.widgets.strip import Strip

_LIST = N_("What left this vault")
_EMPTY = N_("Nothing has left this vault. What you export on the page Redact is listed here, with its readers.")
_NONE_OF = N_("Nothing that left carries this person.")
_WITH = N_("With person")
_ANYBODY = N_("Everybody")
_FIND, _CHOOSE = N_("Whose is this copy?…"), N_("Choose the copy that was found")
_FOUND = NN_("The copy is of {n} release.", "The copy may be of any of {n} releases: its labels alone do not tell.")
_ALL = N_("Show everything")
_RECALL_ALL = N_("Call all of these back…")
_CARRIES = NN_(
    "{n} release carries {person}. If consent was withdrawn, call it back.",
    "{n} releases carry {person}. If consent was withdrawn, call them back.",
)
_CALLED = N_("called back")
_FOLDER = N_("Where to put the folder")
_FOLDER_NAME, _LETTERS, _LENGTH = "notices-{}", "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 6
_NO_PRINTER = N_("No printer is set up on this computer. Open the pages that were written and print them elsewhere.")


class LeftTab(QWidget):
    """The list, what is chosen beside it, and what can be asked of the whole."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines: dict[str, ReleaseLine] = {}
        self._person = ""
        self._items = ItemModel(self)
        self.list = ItemList(tr(_LIST), self._items)
        self.view = ReleaseView()
        self.person = NamedCombo()
        self.person.setAccessibleName(tr(_WITH))
        self.find_button = button(tr(_FIND), icon="search")
        self.told = Strip("info")
        self.recall_all = self.told.add_button(button(tr(_RECALL_ALL)))
        self.show_all = self.told.add_button(button(tr(_ALL)))
        self._nothing = EmptyState("package-check", tr(_EMPTY))
        self._body = QStackedWidget()
        self._build()
        self.list.chosen.connect(lambda key: self.view.show_line(self._lines[key]))
        self.view.recall_wanted.connect(lambda line: self.recall([line]))
        self.person.activated.connect(lambda _: self.choose_person(self.person.currentData()))
        self.find_button.clicked.connect(lambda: ask_to_open(self, tr(_CHOOSE), self.show_copy))
        self.show_all.clicked.connect(lambda: self.choose_person(""))
        self.recall_all.clicked.connect(lambda: self.recall(list(self._lines.values()), Why.CONSENT))

    @property
    def lines(self) -> Sequence[ReleaseLine]:
        """What is listed now."""
        return tuple(self._lines.values())

    def look(self) -> None:
        """Read anew what left, for the person that is chosen."""
        self._desk.ask(self, lambda session, _: register.entries(session), self._show_people)
        self.choose_person(self._person)

    def choose_person(self, code: str) -> None:
        """List what carries somebody; "" for everything."""
        self._person = code
        self.person.setCurrentIndex(max(0, self.person.findData(code)))

        def show(lines: tuple[ReleaseLine, ...]) -> None:
            self._show(lines)
            self.told.setVisible(bool(code))
            self.recall_all.setVisible(bool(lines))
            if code:
                words = trn(*_CARRIES, len(lines), person=code) if lines else tr(_NONE_OF)
                self.told.show_message("warn" if lines else "ok", words)

        if code:
            self._desk.ask(self, lambda session, _: releases.with_person(session, code), show)
        else:
            self._desk.ask(self, lambda session, _: releases.all_of(session), show)

    def show_copy(self, path: Path) -> None:
        """List the release that a file is a copy of."""

        def show(lines: tuple[ReleaseLine, ...]) -> None:
            self._show(lines)
            self.recall_all.hide()
            self.told.show_message("info", trn(*_FOUND, len(lines)))
            self.told.show()

        self._desk.ask(self, lambda session, _: releases.find(session, str(path)), show)

    def recall(self, lines: Sequence[ReleaseLine], why: Why = Why.CORRECTION) -> RecallDialog:
        name = _FOLDER_NAME.format("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)))
        dialog = RecallDialog(lines, Path.home() / name, why, self)
        dialog.asked.connect(
            lambda line: ask_for_folder(dialog, tr(_FOLDER), lambda folder: line.show_path(folder / name))
        )

        def written(notices: tuple[Notice, ...]) -> None:
            dialog.show_notices(notices)
            dialog.print_wanted.connect(lambda: self.print_(notices))
            self.choose_person(self._person)

        def start(wanted: RecallWanted) -> None:
            self._desk.ask(
                dialog,
                lambda session, _: releases.recall(
                    session, lines, why=wanted.why, words=wanted.words, folder=wanted.folder
                ),
                written,
                failed=lambda error: dialog.show_failed(messages.words(error)),
            )

        dialog.wanted.connect(start)
        dialog.open()
        return dialog

    def print_(self, notices: Sequence[Notice]) -> QPrintDialog | None:
        """Send the pages to a printer; None where there is no printer."""
        if not QPrinterInfo.availablePrinterNames():
            self._desk.notice.emit(tr(_NO_PRINTER))
            return None
        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: print_on(printer, "<hr>".join(one.html for one in notices)))
        QDialog.open(dialog)
        return dialog

    # --- showing ----------------------------------------------------------------------------------------------------

    def _show_people(self, entries: list[Entry]) -> None:
        self.person.clear()
        self.person.addItem(tr(_ANYBODY), "")
        for entry in entries:
            self.person.addItem(entry.code, entry.code)
        self.person.setCurrentIndex(max(0, self.person.findData(self._person)))

    def _show(self, lines: Sequence[ReleaseLine]) -> None:
        chosen = self.list.current_key()
        self._lines = {one.bundle_id: one for one in lines}
        self._items.show_items([_item(one) for one in lines])
        self._body.setCurrentIndex(1 if lines else 0)
        if lines and not (chosen in self._lines and self.list.choose(chosen)):
            self.list.choose_row(0)

    def _build(self) -> None:
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.setHandleWidth(12)
        beside.setChildrenCollapsible(False)
        beside.addWidget(self.list)
        beside.addWidget(self.view)
        self.list.setMinimumWidth(theme.scaled(260))
        beside.setStretchFactor(1, 1)
        beside.setSizes([380, 820])
        self._body.addWidget(self._nothing)
        self._body.addWidget(beside)
        self.told.hide()
        self.person.setMinimumContentsLength(10)
        asking = label(tr(_WITH), "muted")
        asking.setBuddy(self.person)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 4, 24, 18)
        layout.setSpacing(10)
        layout.addLayout(Flow(asking, self.person, self.find_button))
        layout.addWidget(self.told)
        layout.addWidget(self._body, 1)


def _item(line: ReleaseLine) -> Item:
    return Item(
        key=line.bundle_id,
        title=for_whom(line),
        below=isolated(how(line), line.code, line.case, readers_of(line), tr(_CALLED) if line.recalled else ""),
        icon="triangle-alert" if line.recalled else "package-check",
        tone="warn" if line.recalled else "text2",
        tag=local_day(line.at),
    )

"""The versions of a record: what each said, what changed, going back, and sealing one after reading it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services.history import Difference, VersionView
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.moments import local_day, local_moment
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.empty import EmptyState
from fieldnotes_ui.widgets.item_list import ItemList
from fieldnotes_ui.widgets.labels import button, label, row
from fieldnotes_ui.widgets.segments import Segments
from fieldnotes_ui.widgets.version_compare import VersionCompare

_TITLE = N_("Versions of {code}")
_ABOUT = N_("Every time it was saved. Nothing here is ever written over: going back makes a new version.")
_LIST = N_("Versions")
_NUMBER, _NOW, _READ_BACK, _CLOSED = (
    N_("Version {version}"), N_("now"), N_("read back {day}"), N_("sealed compartment"),
)  # fmt: skip
_SHOW, _SINCE, _IN_IT, _READ = N_("Show"), N_("Changed since"), N_("Changed by it"), N_("Only read it")
_WITH, _OTHER, _SAVED = N_("Another version"), N_("The other version"), N_("Version {version}, {moment}")
_GO_BACK, _SEAL, _CLOSE = N_("Go back to this version"), N_("Read back and seal…"), N_("Close")
_SHUT, _OPEN_SEALED = N_("This version can be read while the sealed compartment is open."), N_("Open the compartment…")
_SEAL_TITLE, _SEAL_ACTION = N_("Seal version {version} of {code}?"), N_("Seal this version")
_SEAL_EXPLAINS = N_(
    "Read the whole text aloud to the person who said it, in their language, and write down what they correct first. "
    "From then on this version stands: any change of a single letter in it would be noticed, and the ledger holds its "
    "digest. Later corrections become new versions beside it."
)
_SEAL_CHECK = N_("I have read it back, and the person agreed that this is what they said.")
_SEAL_UNSURE = N_("Read it back first, then tick the line above.")


class HistoryDialog(QDialog):
    """`wanted` asks for a difference (older, newer); the opener answers with `show_difference` or `show_versions`.

    `first` is the version that is looked at first, 0 the one before the present. `back_wanted` carries the version to
    go back to; `seal_wanted` the present one; `unseal_wanted` asks for the sealed compartment.
    """

    wanted = Signal(int, int)
    back_wanted = Signal(int)
    seal_wanted = Signal(int)
    unseal_wanted = Signal()

    def __init__(self, code: str, parent: QWidget, *, first: int = 0) -> None:
        super().__init__(parent)
        self.code = code
        self._first = str(first)
        self._versions: dict[str, VersionView] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(_TITLE, code=code))
        self.resize(1100, 680)
        self.setMinimumSize(820, 480)
        self._model = ItemModel(self)
        self.list = ItemList(tr(_LIST), self._model)
        self.list.setObjectName("boxed")
        self.list.setFixedWidth(264)
        self.list.chosen.connect(lambda _: self._ask())
        shown = (("since", tr(_SINCE)), ("by", tr(_IN_IT)), ("read", tr(_READ)), ("with", tr(_WITH)))
        self.mode = Segments(tr(_SHOW), shown, "since")
        self.other = QComboBox()
        self.other.setAccessibleName(tr(_OTHER))
        self.other.hide()
        self.other.currentIndexChanged.connect(lambda _: self._ask())
        self.mode.changed.connect(self._on_mode)
        self.compare = VersionCompare()
        shut = EmptyState("file-lock", tr(_SHUT), tr(_OPEN_SEALED))
        shut.wanted.connect(self.unseal_wanted)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.compare)
        self._stack.addWidget(shut)
        self._build()

    def _build(self) -> None:
        self.back = button(tr(_GO_BACK), icon="undo-2")
        self.back.clicked.connect(lambda: self.back_wanted.emit(self._chosen().version))
        self.seal = button(tr(_SEAL), icon="shield-check")
        self.seal.clicked.connect(lambda: self.seal_wanted.emit(self._present().version))
        close = button(tr(_CLOSE), primary=True)
        close.clicked.connect(self.accept)
        for made in (self.back, self.seal):
            made.setAutoDefault(False)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addLayout(row(self.mode, None))
        right.addLayout(row(self.other, None))
        right.addWidget(self._stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(label(tr(_TITLE, code=self.code), "h2"))
        layout.addWidget(label(tr(_ABOUT), "muted", wrap=True))
        layout.addLayout(middle, 1)
        layout.addLayout(row(self.back, self.seal, None, close))

    def show_versions(self, versions: Sequence[VersionView]) -> None:
        """Newest first. The version that was looked at stays chosen."""
        chosen = self.list.current_key() or self._first
        self._versions = {str(one.version): one for one in versions}
        self._model.show_items([_item(one) for one in versions])
        self._offer(versions)
        present = versions[0]
        self.seal.setEnabled(not present.sealed_on and not present.closed)
        first = str(versions[min(1, len(versions) - 1)].version)
        self.list.choose(chosen if chosen in self._versions else first)
        self._ask()

    def show_difference(self, difference: Difference) -> None:
        """An answer to `wanted`; one that comes late, for another choice, is dropped."""
        if (difference.older, difference.newer) == self._pair():
            self._stack.setCurrentIndex(0)
            self.compare.show_difference(difference)

    def show_closed(self) -> None:
        """What was asked for needs the sealed compartment."""
        self.compare.forget()
        self._stack.setCurrentIndex(1)
        self.back.setEnabled(False)
        self.seal.setEnabled(False)

    def _offer(self, versions: Sequence[VersionView]) -> None:
        """Every version, to be held against the one that is chosen in the list; the oldest where none was."""
        before = self.other.currentData()
        self.other.blockSignals(True)
        self.other.clear()
        for one in versions:
            self.other.addItem(tr(_SAVED, version=one.version, moment=local_moment(one.saved)), one.version)
        self.other.setCurrentIndex(self.other.findData(before) if before in self._numbers() else len(versions) - 1)
        self.other.blockSignals(False)

    def _numbers(self) -> set[int]:
        return {one.version for one in self._versions.values()}

    def _on_mode(self, mode: str) -> None:
        self.other.setVisible(mode == "with")
        self._ask()

    def _ask(self) -> None:
        if not self.list.current_key():
            return
        one = self._chosen()
        self.back.setEnabled(not one.is_present and not one.closed)
        if any(self._versions[str(version)].closed for version in self._pair()):
            self.show_closed()
        else:
            self.wanted.emit(*self._pair())

    def _pair(self) -> tuple[int, int]:
        """The two versions to be compared for what is chosen; twice the same to read it."""
        one = self._chosen()
        if self.mode.chosen() == "with":
            other = int(self.other.currentData())
            return min(other, one.version), max(other, one.version)
        if self.mode.chosen() == "since" and not one.is_present:
            return one.version, self._present().version
        before = next((other.version for other in self._versions.values() if other.version < one.version), one.version)
        return (one.version if self.mode.chosen() == "read" else before), one.version

    def _chosen(self) -> VersionView:
        return self._versions[self.list.current_key()]

    def _present(self) -> VersionView:
        return next(one for one in self._versions.values() if one.is_present)


class SealVersionDialog(Sheet):
    """`accepted` only after the line was ticked that says the text was read back."""

    def __init__(self, code: str, version: int, parent: QWidget) -> None:
        title = tr(_SEAL_TITLE, code=code, version=version)
        super().__init__(title, tr(_SEAL_ACTION), parent, explains=tr(_SEAL_EXPLAINS), width=540)
        self.agreed = QCheckBox(tr(_SEAL_CHECK))
        self.inside.addWidget(self.agreed)
        self.agreed.setFocus()

    def submit(self) -> None:
        if self.agreed.isChecked():
            self.accept()
        else:
            self.show_problem(tr(_SEAL_UNSURE))


def _item(one: VersionView) -> Item:
    facts = [tr(_NUMBER, version=one.version)]
    icon, tone = "history", "text2"
    if one.sealed_on:
        facts.append(tr(_READ_BACK, day=local_day(one.sealed_on)))
        icon, tone = "shield-check", "ok"
    if one.closed:
        facts.append(tr(_CLOSED))
        icon, tone = "lock", "text2"
    tag = tr(_NOW) if one.is_present else ""
    return Item(str(one.version), local_moment(one.saved), isolated(*facts), icon=icon, tone=tone, tag=tag)

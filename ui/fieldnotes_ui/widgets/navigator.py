"""The left pane: all records, unsaved drafts, cases, and the way to a new record."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fieldnotes.i18n import N_, tr
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.draw_text import draw_line
from fieldnotes_ui.widgets.elided import ElidedLabel
from fieldnotes_ui.widgets.labels import button, row, tool
from fieldnotes_ui.widgets.landing import land_on
from fieldnotes_ui.widgets.short_button import ShortButton

_NAME = N_("Cases")
_NEW_RECORD, _NEW_CASE, _IMPORT = N_("New record"), N_("New case…"), N_("Import…")
_OTHER_KINDS = N_("New: another kind of record")
_KINDS = (
    ("new_incident", "circle-alert", N_("Incident…")),
    ("new_publication", "quote", N_("Publication…")),
    ("new_evidence", "paperclip", N_("Evidence…")),
    ("new_from_template", "list-checks", N_("From a template…")),
    ("quick_note", "timer", N_("Quick note…")),
)
"""A verb of the page, an icon, words."""
_BIN, _AWAY = N_("Recycle bin ({count})"), N_("Left behind: {what}")
_ROW, _HEADER = 34, 38
_COUNT, _ICON = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


class Navigator(QFrame):
    """`picked` tells the row that was chosen in the model."""

    picked = Signal(int)
    new_record_wanted = Signal()
    new_kind_wanted = Signal(str)
    new_case_wanted = Signal()
    import_wanted = Signal()
    bin_wanted = Signal()
    away_wanted = Signal()

    def __init__(self, title: str, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nav")
        self.setMinimumWidth(theme.scaled(180))
        self.view = QListView()
        self.view.setModel(model)
        self.view.setItemDelegate(_Line(self.view))
        self.view.setAccessibleName(tr(_NAME))
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.selectionModel().currentChanged.connect(lambda now, _: self.picked.emit(now.row()))
        new_case = tool("folder-plus", tr(_NEW_CASE))
        new_case.clicked.connect(self.new_case_wanted)
        bring_in = tool("download", tr(_IMPORT))
        bring_in.clicked.connect(self.import_wanted)
        new_record = ShortButton(tr(_NEW_RECORD), "plus", primary=True)
        new_record.setMinimumHeight(theme.scaled(34))
        new_record.clicked.connect(self.new_record_wanted)
        name = ElidedLabel(title, "h2")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(8)
        head = row(name, new_case, bring_in, spacing=0)
        head.setStretchFactor(name, 1)
        head.setContentsMargins(8, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self.away, self.bin = _line("plane"), _line("trash-2")
        self.away.clicked.connect(self.away_wanted)
        self.bin.clicked.connect(self.bin_wanted)
        layout.addWidget(self.away)
        layout.addWidget(self.bin)
        new = row(new_record, self._kinds(), spacing=6)
        new.setStretchFactor(new_record, 1)
        layout.addLayout(new)
        land_on(self, self.view)

    def _kinds(self) -> QToolButton:
        """Beside the button for a record to be written: every other kind."""
        made = tool("chevron-up", tr(_OTHER_KINDS))
        made.setMinimumSize(34, 34)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.kinds = QMenu(made)
        for verb, icon, words in _KINDS:
            act = self.kinds.addAction(theme.icon(icon), tr(words))
            act.triggered.connect(lambda _=False, verb=verb: self.new_kind_wanted.emit(verb))
        made.setMenu(self.kinds)
        return made

    def show_binned(self, count: int) -> None:
        """The way to the recycle bin, while something is in it."""
        _say(self.bin, tr(_BIN, count=count) if count else "")

    def show_away(self, what: str) -> None:
        """Say plainly that not everything is here; empty while it is."""
        _say(self.away, tr(_AWAY, what=what) if what else "")

    def select(self, at: int) -> None:
        """Show a row as chosen without telling anybody."""
        self.view.selectionModel().blockSignals(True)
        self.view.setCurrentIndex(self.view.model().index(at, 0))
        self.view.selectionModel().blockSignals(False)
        self.view.viewport().update()


def _line(icon: str) -> QPushButton:
    made = button("", icon=icon)
    made.setObjectName("line")
    made.setFlat(True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    made.hide()
    return made


def _say(line: QPushButton, words: str) -> None:
    line.setText(f" {words}")
    line.setAccessibleName(words)
    line.setToolTip(words)
    line.setVisible(bool(words))


class _Line(QStyledItemDelegate):
    """Icon, name, count; a heading is small and cannot be chosen."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        high = option.fontMetrics.height() + 14
        return QSize(120, max(high, _ROW if index.data(_ICON) else _HEADER))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box: QRect = option.rect
        font: QFont = option.font
        state: QStyle.StateFlag = option.state
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        icon, name, count = index.data(_ICON), index.data(), index.data(_COUNT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(box).adjusted(8, 0, -8, 0)
        if not icon:
            small = QFont(font)
            small.setPointSizeF(font.pointSizeF() * 0.85)
            small.setWeight(QFont.Weight.DemiBold)
            draw_line(
                painter, inner.adjusted(0, 8, 0, 0), name.upper(), font=small, colour=theme.colour("text3"),
                mirrored=mirrored,
            )  # fmt: skip
            painter.restore()
            return
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self._ground(painter, QRectF(box).adjusted(1, 1, -1, -1), state)
        size = 17
        left = inner.right() - size if mirrored else inner.left()
        theme.icon(icon, "accent" if selected else "text2").paint(
            painter, QRect(int(left), int(inner.center().y() - size / 2), size, size)
        )
        number = f"{count:,}".replace(",", "\u202f") if count >= 0 else ""
        wide = option.fontMetrics.horizontalAdvance(number) + 10 if number else 0
        text = inner.adjusted(wide, 0, -size - 10, 0) if mirrored else inner.adjusted(size + 10, 0, -wide, 0)
        ink = theme.colour("sel_text" if selected else "text")
        draw_line(painter, text, name, font=font, colour=ink, mirrored=mirrored)
        aside = QRectF(inner.left() if mirrored else inner.right() - wide, inner.top(), wide, inner.height())
        draw_line(painter, aside, number, font=font, colour=theme.colour("text2"), mirrored=not mirrored)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setBrush(theme.colour("sel"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("sunken"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(theme.colour("focus"), 2) if focused else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)

"""The left side of the register: search, type chips, the entries, and the way to a new one."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fieldnotes.i18n import N_, tr
from fieldnotes.model.register import EntityType, Entry
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.badge import paint_mark
from fieldnotes_ui.widgets.flow import Flow
from fieldnotes_ui.widgets.labels import button, label, tool
from fieldnotes_ui.widgets.register_words import NAME_SEALED, TYPE_ICONS, TYPES, aliases_of, kind_of

_SEARCH = N_("Code, name or role")
_SEARCH_SEALED = N_("Code or role (names are sealed)")
_ALL = N_("All types")
_PERSON = N_("Person")
_OTHER = N_("Register something else")
_LIST = N_("Register")
_ROW = 60
_NAMES = N_("Show names in the list")
_NAMES_WHY = N_("All of them at once. It is written to the ledger.")
_ENTRY_ROLE = Qt.ItemDataRole.UserRole
_NAMED_ROLE = Qt.ItemDataRole.UserRole + 1


class EntryDelegate(QStyledItemDelegate):
    """Level mark, code, kind and how many aliases, the name only where it was asked for; mirrored with the layout."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del index
        return QSize(200, max(_ROW, _lines(option)[2]))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(_ENTRY_ROLE)
        box = QRect(option.rect).adjusted(8, 2, -8, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sel" if chosen else "surface2"))
            painter.drawRoundedRect(box, 8, 8)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 7, 7)
        self._words(painter, option, box, entry, chosen=chosen, named=bool(index.data(_NAMED_ROLE)))
        painter.restore()

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, entry: Entry, *, chosen: bool, named: bool
    ) -> None:
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft

        def place(x: int, y: int, width: int, height: int) -> QRect:
            left = box.right() - x - width + 1 if mirrored else box.left() + x
            return QRect(left, box.top() + y, width, height)

        side = (
            Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        ) | Qt.AlignmentFlag.AlignAbsolute
        flags = side | Qt.AlignmentFlag.AlignVCenter
        strong, small = QFont(option.font), QFont(option.font)
        strong.setBold(True)
        small.setPointSizeF(option.font.pointSizeF() * 0.9)
        text, quiet = theme.colour("sel_text" if chosen else "text"), theme.colour("text2")
        upper, lower, _ = _lines(option)
        below, width = 6 + upper, box.width() - 56
        paint_mark(painter, QRectF(place(12, 8 + (upper - 20) // 2, 20, 20)), entry.level)
        first, second = place(44, 6, width, upper), place(44, below, width, lower)
        code_width = QFontMetrics(small).horizontalAdvance(entry.code) + 10
        trailing = entry.code if named else tr(NAME_SEALED) if entry.identity is None else ""
        if entry.identity is not None and named:
            _write(painter, place(44, 6, width - code_width, upper), flags, strong, text, entry.identity.name)
        else:
            _write(painter, place(44, 6, width, upper), flags, strong, text, entry.code)
        if entry.identity is None:
            lock = QFontMetrics(small).horizontalAdvance(trailing) + 18
            theme.icon("lock", "text3").paint(painter, place(44 + width - lock, 6 + (upper - 13) // 2, 13, 13))
        opposite = (
            Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
        ) | Qt.AlignmentFlag.AlignAbsolute
        _write(painter, first, opposite | Qt.AlignmentFlag.AlignVCenter, small, quiet, trailing)
        theme.icon(TYPE_ICONS[entry.type], "text2").paint(painter, place(44, below + (lower - 14) // 2, 14, 14))
        aside = QFontMetrics(small).horizontalAdvance(aliases_of(entry)) + 10
        kind = kind_of(entry)
        if QFontMetrics(small).horizontalAdvance(kind) + aside <= width - 20:
            _write(painter, second, opposite | Qt.AlignmentFlag.AlignVCenter, small, quiet, aliases_of(entry))
        _write(painter, place(64, below, width - 20, lower), flags, small, quiet, kind)


def _lines(option: QStyleOptionViewItem) -> tuple[int, int, int]:
    """Heights of both lines and of the whole row, for letters of this size."""
    upper = max(24, option.fontMetrics.height())
    lower = max(20, option.fontMetrics.height() - 2)
    return upper, lower, upper + lower + 16


def _write(painter: QPainter, area: QRect, flags: Qt.AlignmentFlag, font: QFont, colour: QColor, text: str) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(flags), shown)


class EntryList(QFrame):
    """`chosen` is the code of the current entry, `narrowed` what to look for, `add_wanted` a new entry's type.

    `names_wanted` asks that the list shows names, or codes alone again.
    """

    chosen = Signal(str)
    narrowed = Signal(str, object)
    add_wanted = Signal(object)
    names_wanted = Signal(bool)

    def __init__(self, model: QAbstractItemModel) -> None:
        super().__init__()
        self.setObjectName("list")
        self.search = QLineEdit()
        self.search.setAccessibleName(tr(_SEARCH))
        self.search.setClearButtonEnabled(True)
        looking_glass = self.search.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        looking_glass.setText(tr(_SEARCH))  # Qt makes a button of it, which a screen reader would find without a name
        self.search.textChanged.connect(lambda _: self._narrow())
        self._chips = QButtonGroup(self)
        self._types: list[EntityType | None] = [None, *EntityType]
        self._count = label("", "small")
        self.names = tool("eye", tr(_NAMES), checkable=True)
        self.names.setToolTip(f"{tr(_NAMES)}\n{tr(_NAMES_WHY)}")
        self.names.toggled.connect(self.names_wanted)
        self.view = QListView()
        self.view.setModel(model)
        self.view.setItemDelegate(EntryDelegate(self.view))
        self.view.setAccessibleName(tr(_LIST))
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.search.returnPressed.connect(self._enter_list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 12)
        layout.setSpacing(8)
        layout.addLayout(_padded(self.search))
        layout.addLayout(self._chip_row())
        counted = _padded(self._count)
        counted.addStretch(1)
        counted.addWidget(self.names)
        layout.addLayout(counted)
        layout.addWidget(self.view, 1)
        layout.addLayout(self._add_row())
        self.show_sealed(True)

    def select(self, row: int) -> None:
        """Make a row of the list the current one; -1 for none."""
        index = self.view.model().index(row, 0) if row >= 0 else QModelIndex()
        self.view.setCurrentIndex(index)
        if row >= 0:
            self.view.scrollTo(index)

    def show_count(self, text: str) -> None:
        self._count.setText(text)

    def show_sealed(self, sealed: bool) -> None:
        self.search.setPlaceholderText(tr(_SEARCH_SEALED if sealed else _SEARCH))
        self.names.setVisible(not sealed)
        self.names.setChecked(False)

    def show_all(self) -> None:
        """Take the filters off."""
        self._chips.buttons()[0].setChecked(True)
        self.search.clear()
        self._narrow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads from the search field to the first that was found, as Return does."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._enter_list()
            return
        super().keyPressEvent(event)

    def _enter_list(self) -> None:
        if not self.view.currentIndex().isValid() and self.view.model().rowCount():
            self.select(0)
        self.view.setFocus()

    def _narrow(self) -> None:
        self.narrowed.emit(self.search.text(), self._types[max(0, self._chips.checkedId())])

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(_ENTRY_ROLE).code)

    def _chip_row(self) -> QHBoxLayout:
        chips = Flow(spacing=2)
        for number, type_ in enumerate(self._types):
            chip = tool("users" if type_ is None else TYPE_ICONS[type_], tr(_ALL if type_ is None else TYPES[type_]))
            chip.setObjectName("chip")
            chip.setCheckable(True)
            if type_ is None:
                chip.setText(tr(_ALL))
                chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
                chip.setMinimumSize(chip.sizeHint())
            self._chips.addButton(chip, number)
            chips.addWidget(chip)
        self._chips.button(0).setChecked(True)
        self._chips.idClicked.connect(lambda _: self._narrow())
        padded = QHBoxLayout()
        padded.setContentsMargins(14, 0, 12, 0)
        padded.addLayout(chips)
        return padded

    def _add_row(self) -> QHBoxLayout:
        add = button(tr(_PERSON), icon="plus", primary=True)
        add.clicked.connect(lambda: self.add_wanted.emit(EntityType.PERSON))
        other = button("", icon="chevron-down")
        other.setObjectName("narrow")
        other.setAccessibleName(tr(_OTHER))
        other.setToolTip(tr(_OTHER))
        menu = QMenu(other)
        for type_ in EntityType:
            action = menu.addAction(theme.icon(TYPE_ICONS[type_]), tr(TYPES[type_]))
            action.triggered.connect(lambda _=False, made=type_: self.add_wanted.emit(made))
        other.setMenu(menu)
        layout = _padded(add)
        layout.setStretch(0, 1)
        layout.addWidget(other)
        return layout


def _padded(widget: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setContentsMargins(16, 0, 16, 0)
    layout.setSpacing(8)
    layout.addWidget(widget)
    return layout

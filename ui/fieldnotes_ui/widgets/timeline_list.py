"""What happened when, from the top down: a point for a day, a bar for a date that is known less exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.dates import Precision
from fieldnotes.model.level import Level
from fieldnotes.model.record import Kind
from fieldnotes.model.status import State
from fieldnotes.model.task import TaskKind
from fieldnotes.services.timeline import Group, Item, What
from fieldnotes_ui import theme
from fieldnotes_ui.models.kinds import KIND_ICONS, kind_words
from fieldnotes_ui.moments import date_words, day_words
from fieldnotes_ui.widgets.badge import level_name, paint_mark
from fieldnotes_ui.widgets.draw_text import draw_line, isolated
from fieldnotes_ui.widgets.status_words import STATE_LOOK, STATES
from fieldnotes_ui.widgets.task_words import TASK_KINDS

_ITEM_ROLE = Qt.ItemDataRole.UserRole
_NAME, _NO_DATE = N_("Timeline"), N_("Without a date")
_CONSENT, _RELEASE, _YEARS = N_("Consent"), N_("Bundle"), N_("{first} to {last}")
_DATES, _RAIL, _HEADING = 150, 34, 34
_SPAN_WORDS = N_("some time: {date}")


def look_of(item: Item) -> tuple[str, str, str]:
    """(icon, colour, word) of one thing that happened."""
    if item.what is What.RECORD:
        return KIND_ICONS[Kind(item.detail)], "text2", kind_words(Kind(item.detail))
    if item.what is What.STATUS:
        return *STATE_LOOK[State(item.detail)], tr(STATES[State(item.detail)])
    if item.what is What.TASK:
        return "list-checks", "text2", tr(TASK_KINDS[TaskKind(item.detail)])
    if item.what is What.RELEASE:
        return "package-check", "warn", tr(_RELEASE)
    return "handshake", "info", tr(_CONSENT)


def spoken(item: Item) -> str:
    """The whole line for a screen reader; that a date is a span of days is said."""
    date = date_words(item.dated) or tr(_NO_DATE)
    if item.start != item.end:
        date = tr(_SPAN_WORDS, date=date)
    return ". ".join((date, look_of(item)[2], item.label, level_name(item.level)))


def heading_words(heading: str) -> str:
    """2016-11 as November 2016, 2016..2017 as words."""
    first, dots, last = heading.partition("..")
    if dots:
        return tr(_YEARS, first=first, last=last)
    return day_words(heading) if heading else tr(_NO_DATE)


class TimelineList(QListView):
    """`opened` carries the Item that was double-clicked or on which Enter was pressed."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QStandardItemModel(self)
        self._groups: tuple[Group, ...] = ()
        self.setAccessibleName(tr(_NAME))
        self.setModel(self._lines)
        self.setItemDelegate(_Line(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self._open)

    def show_groups(self, groups: Sequence[Group]) -> None:
        self._groups = tuple(groups)
        self._lines.clear()
        for group in groups:
            heading = QStandardItem(heading_words(group.heading))
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self._lines.appendRow(heading)
            for item in group.items:
                line = QStandardItem(item.label)
                line.setData(item, _ITEM_ROLE)
                line.setAccessibleText(spoken(item))
                self._lines.appendRow(line)

    def seal(self) -> None:
        """The compartment closes: what is sealed stands as its code only."""
        self.show_groups([replace(group, items=tuple(map(_closed, group.items))) for group in self._groups])

    def items(self) -> list[Item]:
        return [item for group in self._groups for item in group.items]

    def height_of_all(self) -> int:
        """Pixels that every line needs."""
        return sum(self.sizeHintForRow(row) for row in range(self._lines.rowCount())) + 2 * self.frameWidth()

    def _open(self, index: QModelIndex) -> None:
        item = index.data(_ITEM_ROLE)
        if isinstance(item, Item):
            self.opened.emit(item)


def _closed(item: Item) -> Item:
    return replace(item, label=item.code) if item.level is Level.SEALED else item


class _Line(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        high = option.fontMetrics.height()
        return QSize(200, 2 * high + 16 if index.data(_ITEM_ROLE) is not None else max(_HEADING, high + 16))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item, mirrored = index.data(_ITEM_ROLE), option.direction is Qt.LayoutDirection.RightToLeft
        box = QRectF(option.rect)

        def place(start: float, wide: float) -> QRectF:
            left = box.right() - start - wide if mirrored else box.left() + start
            return QRectF(left, box.top(), wide, box.height())

        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, box, option.state if item is not None else QStyle.StateFlag.State_None)
        rail = place(_DATES, _RAIL)
        painter.setPen(QPen(theme.colour("border"), 2))
        painter.drawLine(QPointF(rail.center().x(), box.top()), QPointF(rail.center().x(), box.bottom()))
        small, bold = QFont(option.font), QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.9)
        bold.setBold(True)
        if not isinstance(item, Item):
            ink = theme.colour("text2")
            draw_line(painter, place(12, _DATES - 20), str(index.data()), font=bold, colour=ink, mirrored=mirrored)
            painter.restore()
            return
        ink, quiet = theme.colour("text"), theme.colour("text2")
        dated = date_words(item.dated, short=True)
        draw_line(painter, place(12, _DATES - 16), dated, font=small, colour=quiet, mirrored=mirrored)
        _paint_date(painter, rail, item)
        icon, tone, word = look_of(item)
        at = _DATES + _RAIL
        mark = place(at, 20)
        painter.drawPixmap(
            QPointF(mark.left(), mark.center().y() - 9), theme.icon(icon, tone).pixmap(18, 18)
        )  # fmt: skip
        text = place(at + 30, box.width() - at - 30 - 40)
        upper, lower = text.adjusted(0, 5, 0, -box.height() / 2), text.adjusted(0, box.height() / 2, 0, -5)
        below = isolated(word, item.code if item.code != item.label else "")
        draw_line(painter, upper, item.label, font=option.font, colour=ink, mirrored=mirrored)
        draw_line(painter, lower, below, font=small, colour=quiet, mirrored=mirrored)
        end = place(box.width() - 32, 18)
        paint_mark(painter, QRectF(end.left(), end.center().y() - 9, 18, 18), item.level)
        painter.restore()


def _paint_date(painter: QPainter, rail: QRectF, item: Item) -> None:
    """A day is a point, a span of days a bar, no date an empty ring."""
    middle = rail.center()
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.setBrush(theme.colour("accent"))
    if item.dated.precision is Precision.DAY:
        painter.drawEllipse(middle, 4.5, 4.5)
        return
    painter.setBrush(theme.colour("surface"))
    if not item.dated:
        painter.drawEllipse(middle, 4.5, 4.5)
    else:
        painter.setBrush(theme.colour("accent_soft"))
        painter.drawRoundedRect(QRectF(middle.x() - 5, rail.top() + 4, 10, rail.height() - 8), 5, 5)


def _ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
    focused = bool(state & QStyle.StateFlag.State_HasFocus)
    painter.setPen(QPen(theme.colour("focus"), 2) if focused else Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected and focused:
        painter.setBrush(theme.colour("sel"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(theme.colour("surface2"))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(3, 1, -3, -1), 6, 6)

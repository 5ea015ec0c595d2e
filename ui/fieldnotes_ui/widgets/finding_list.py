"""Audit findings as rows that open: the result in a word, what was measured, then why it matters and how to fix it."""

from __future__ import annotations

import os
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.audit import Finding
from fieldnotes.model.sentence import told
from fieldnotes_ui import theme
from fieldnotes_ui.models.findings import (
    FINDING_ROLE,
    OPEN_ROLE,
    SEVERITY_WORDS,
    STATUS_LOOK,
    STATUS_WORDS,
    FindingModel,
)

_NAME = N_("Findings, worst first")
_MEASURED = N_("Measured")
_WHERE = N_("Where, told here only and in no report")
_EXPECTED = N_("Expected")
_SHORT = N_("{measured}  ·  expected: {expected}")
_WHY = N_("Why it matters")
_FIX = N_("How to put it right")
_POLICY = N_("Asked for by the policy")
_RESULT_WIDTH, _SEVERITY_WIDTH, _PAD, _LINE_GAP, _GAP = 150, 120, 14, 6, 16
_WRAP = int(Qt.TextFlag.TextWordWrap)
_BREAK = "\u200b"
"""A place of no width where a long path may go on in the next line."""


class FindingList(QListView):
    """Click, Enter or Space opens a row."""

    def __init__(self, model: FindingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings = model
        self.setObjectName("boxed")
        self.setAccessibleName(tr(_NAME))
        self.setModel(model)
        self.setItemDelegate(_FindingRow(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(lambda index: self._toggle(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._toggle(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # open rows are as high as their words need at this width

    def _toggle(self, row: int) -> None:
        self._findings.toggle(row)
        self.scheduleDelayedItemsLayout()
        self.scrollTo(self._findings.index(row, 0))


class _FindingRow(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        finding = index.data(FINDING_ROLE)
        view = self.parent()
        assert isinstance(view, QListView)
        width = view.viewport().width()
        line: int = option.fontMetrics.height()
        height = 2 * line + 26
        if index.data(OPEN_ROLE) and isinstance(finding, Finding):
            column = _column(QRect(0, 0, width, height), option.font, mirrored=False)
            height = (
                line
                + 26
                + sum(
                    option.fontMetrics.boundingRect(0, 0, column.width(), 0, _WRAP, words).height()
                    + line
                    + _LINE_GAP
                    + 4
                    for _, words in _parts(finding)
                )
            )
        return QSize(width, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        finding = index.data(FINDING_ROLE)
        if not isinstance(finding, Finding):
            return
        box: QRect = option.rect
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        painter.save()
        _ground(painter, box, option.state, head=2 * option.fontMetrics.height() + 26, mirrored=mirrored)
        _result(painter, box, option.font, finding, mirrored=mirrored)
        column = _column(box, option.font, mirrored=mirrored)
        strong = QFont(option.font)
        strong.setBold(True)
        painter.setFont(strong)
        painter.setPen(theme.colour("text"))
        side = _side(mirrored=mirrored)
        line = QFontMetrics(strong).height()
        column.setTop(box.top() + 11)
        painter.drawText(column, side, QFontMetrics(strong).elidedText(tr(finding.title), _ELIDE, column.width()))
        column.setTop(column.top() + line + 4)
        if index.data(OPEN_ROLE):
            _open_part(painter, column, option.font, finding, side=side)
        else:
            painter.setFont(option.font)
            painter.setPen(theme.colour("text2"))
            painter.drawText(column, side, option.fontMetrics.elidedText(_in_short(finding), _ELIDE, column.width()))
        painter.restore()


_ELIDE = Qt.TextElideMode.ElideRight


def _in_short(finding: Finding) -> str:
    return tr(_SHORT, measured=told(finding.measured), expected=told(finding.expected))


def _parts(finding: Finding) -> Iterator[tuple[str, str]]:
    """Headings and texts of an open row."""
    yield tr(_MEASURED), "\n".join(map(told, (finding.measured, *finding.evidence)))
    if finding.where:
        yield tr(_WHERE), "\n".join(path.replace(os.sep, os.sep + _BREAK) for path in finding.where)
    yield tr(_EXPECTED), told(finding.expected)
    if finding.policy:
        yield tr(_POLICY), ", ".join(finding.policy)
    yield tr(_WHY), tr(finding.why)
    yield tr(_FIX), tr(finding.fix)


def _result_width(font: QFont) -> int:
    """As the longest word for a result needs, with its icon before it."""
    strong = QFont(font)
    strong.setBold(True)
    metrics = QFontMetrics(strong)
    return max(_RESULT_WIDTH, 26 + _GAP + max(metrics.horizontalAdvance(tr(words)) for words in STATUS_WORDS.values()))


def _column(box: QRect, font: QFont, *, mirrored: bool) -> QRect:
    """Where the words stand: between the result and the severity."""
    before, after = _PAD + _result_width(font), _SEVERITY_WIDTH + _PAD
    return box.adjusted(after if mirrored else before, 0, -(before if mirrored else after), 0)


def _side(*, mirrored: bool) -> int:
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)


def _ground(painter: QPainter, box: QRect, state: QStyle.StateFlag, *, head: int, mirrored: bool) -> None:
    """An open row keeps a plain ground under its long text; a bar at its beginning says that it is the chosen one."""
    is_open = box.height() > head
    if state & QStyle.StateFlag.State_Selected and not is_open:
        painter.fillRect(box, theme.colour("sel"))
    elif state & QStyle.StateFlag.State_MouseOver and not is_open:
        painter.fillRect(box, theme.colour("surface2"))
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(
            box.right() - 3 if mirrored else box.left(), box.top(), 4, box.height(), theme.colour("accent")
        )
    painter.setPen(theme.colour("border"))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRect(box.adjusted(1, 1, -2, -2))


def _result(painter: QPainter, box: QRect, font: QFont, finding: Finding, *, mirrored: bool) -> None:
    """The result at the beginning of the row, how much it matters at its end."""
    icon, tone = STATUS_LOOK[finding.status]
    top, line = box.top() + 11, QFontMetrics(font).height()
    at = box.right() - _PAD - 18 if mirrored else box.left() + _PAD
    painter.drawPixmap(at, top + (line - 18) // 2, theme.icon(icon, tone).pixmap(18, 18))
    words = QRect(box.left() + _PAD + 26, top, _result_width(font) - 30, line)
    severity = QRect(box.right() - _PAD - _SEVERITY_WIDTH, top, _SEVERITY_WIDTH, line)
    if mirrored:
        words.moveRight(box.right() - _PAD - 26)
        severity.moveLeft(box.left() + _PAD)
    strong = QFont(font)
    strong.setBold(True)
    painter.setFont(strong)
    painter.setPen(theme.colour(tone))
    painter.drawText(words, _side(mirrored=mirrored), tr(STATUS_WORDS[finding.status]))
    painter.setFont(font)
    painter.setPen(theme.colour("text2"))
    painter.drawText(severity, _side(mirrored=not mirrored), tr(SEVERITY_WORDS[finding.severity]))


def _open_part(painter: QPainter, column: QRect, font: QFont, finding: Finding, *, side: int) -> None:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.88)
    small.setBold(True)
    metrics = QFontMetrics(font)
    for head, words in _parts(finding):
        painter.setFont(small)
        painter.setPen(theme.colour("text3"))
        painter.drawText(column, side, head)
        column.setTop(column.top() + metrics.height())
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(column, side | _WRAP, words)
        column.setTop(
            column.top() + metrics.boundingRect(0, 0, column.width(), 0, _WRAP, words).height() + _LINE_GAP + 4
        )

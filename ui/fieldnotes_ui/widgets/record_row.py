"""A record in the list: level, title, a line of text where the level lets it be shown, consent and dates."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldnotes.i18n import N_, tr
from fieldnotes.model.record import Kind
from fieldnotes.services.views import ConsentState, FoundView
from fieldnotes_ui import theme
from fieldnotes_ui.models.kinds import KIND_ICONS, kind_words
from fieldnotes_ui.moments import dated_words, local_day
from fieldnotes_ui.widgets.badge import paint_mark
from fieldnotes_ui.widgets.draw_text import draw_line, isolated

HEIGHT = 84
_KIND = 16
_HIDDEN = N_("Hidden in lists — open to read")
_SEALED = N_("Sealed — cannot be read now")
_UNTITLED = N_("Untitled")
CONSENT = {
    ConsentState.OK: ("file-check", "ok", ""),
    ConsentState.LIMITED: ("timer", "warn", N_("Limited consent")),
    ConsentState.NONE: ("circle-help", "danger", N_("No consent")),
    ConsentState.WITHDRAWN: ("user-x", "danger", N_("Consent withdrawn")),
    ConsentState.EXPIRED: ("timer", "danger", N_("Consent expired")),
    ConsentState.AWAY: ("plane", "text2", N_("Consent is away")),
    ConsentState.CLOSED: ("lock", "text3", ""),
    ConsentState.NOT_NEEDED: ("file-text", "text3", ""),
}
"""Icon, colour and words of each state of consent."""


class RecordRow(QStyledItemDelegate):
    """Draws a FoundView (UserRole). Everything mirrors with the layout; no part is told by colour alone."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del index
        lines = option.fontMetrics.height()
        return QSize(240, max(HEIGHT, 3 * lines + 30))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        found = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(found, FoundView):
            return
        box: QRect = option.rect
        font: QFont = option.font
        state: QStyle.StateFlag = option.state
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, QRectF(box).adjusted(6, 3, -6, -3), state)
        inner = QRectF(box).adjusted(16, 11, -16, -9)
        mark = QRectF(inner.right() - 20 if mirrored else inner.left(), inner.top() + 1, 20, 20)
        paint_mark(painter, mark, found.row.effective)
        text = inner.adjusted(0, 0, -32, 0) if mirrored else inner.adjusted(32, 0, 0, 0)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        _words(painter, text, font, found, mirrored=mirrored, selected=selected)
        painter.restore()


def _ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(theme.colour("sel"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(theme.colour("surface2"))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    focused = state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected
    painter.setPen(QPen(theme.colour("focus"), 2) if focused else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)


def _words(painter: QPainter, box: QRectF, font: QFont, found: FoundView, *, mirrored: bool, selected: bool) -> None:
    third = box.height() / 3
    bold, small = QFont(font), QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    ink = theme.colour("sel_text" if selected else "text")
    soft = theme.colour("text2")
    lines = [QRectF(box.left(), box.top() + third * at, box.width(), third) for at in range(3)]
    view = found.row
    _kind(painter, lines[0], view.row.kind, mirrored=mirrored)
    title = lines[0].adjusted(_KIND + 6, 0, 0, 0) if mirrored else lines[0].adjusted(0, 0, -_KIND - 6, 0)
    draw_line(painter, title, view.title or tr(_UNTITLED), font=bold, colour=ink, mirrored=mirrored)
    snippet = found.snippet
    if view.preview_hidden:
        snippet = tr(_SEALED) if view.row.card is None else tr(_HIDDEN)
    marks = () if view.preview_hidden else found.marks
    draw_line(painter, lines[1], snippet, font=font, colour=soft, mirrored=mirrored, marks=marks)
    _meta(painter, lines[2], small, found, mirrored=mirrored, soft=soft)


def _kind(painter: QPainter, box: QRectF, kind: Kind, *, mirrored: bool) -> None:
    left = box.left() if mirrored else box.right() - _KIND
    place = QRect(int(left), int(box.center().y() - _KIND / 2), _KIND, _KIND)
    theme.icon(KIND_ICONS[kind], "text3").paint(painter, place)


def facts_of(found: FoundView) -> str:
    """The last line: what the consent says where it matters, kind, code, day and language."""
    view, card = found.row, found.row.row.card
    words = CONSENT[view.consent][2] if card is not None else ""
    code = "" if view.title == view.row.code else view.row.code
    known = dated_words(card.dated, short=True) if card is not None else ""
    dated = known or local_day(view.row.created, short=True)
    language = card.language if card is not None else ""
    return isolated(tr(words) if words else "", kind_words(view.row.kind), code, dated, language)


def _meta(painter: QPainter, box: QRectF, font: QFont, found: FoundView, *, mirrored: bool, soft: QColor) -> None:
    view, card = found.row, found.row.row.card
    # Whose consent it would be is sealed as well.
    icon, token, words = CONSENT[view.consent] if card is not None else ("lock", "text3", "")
    size = 15
    left = box.right() - size if mirrored else box.left()
    place = QRect(int(left), int(box.center().y() - size / 2), size, size)
    theme.icon(icon, token).paint(painter, place)
    text = box.adjusted(0, 0, -size - 6, 0) if mirrored else box.adjusted(size + 6, 0, 0, 0)
    line = facts_of(found)
    colour = theme.colour(token) if words else soft
    draw_line(painter, text, line, font=font, colour=colour, mirrored=mirrored)

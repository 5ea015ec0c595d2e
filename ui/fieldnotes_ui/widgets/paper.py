"""A finished HTML page on paper: laid out as a PDF in memory, or sent to a printer. It loads nothing from anywhere."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, Qt, QUrl
from PySide6.QtGui import (
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)

_MARGIN_MM = 4  # besides the two centimetres that Qt leaves of its own


class _Closed(QTextDocument):
    """A document that has only its own text: no picture, sheet or font is fetched, not even from this machine."""

    def loadResource(self, kind: int, name: QUrl | str) -> None:  # noqa: ARG002 - Qt's signature
        return None


def as_pdf(html: str) -> bytes:
    """The pages as Qt writes them, with its own remarks: `services.pages.finished_pdf` takes those out."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    print_on(writer, html)
    del writer  # it ends the file
    data = bytes(buffer.data().data())
    buffer.close()
    return data


def print_on(device: QPagedPaintDevice, html: str) -> None:
    device.setPageMargins(QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter)
    document = _Closed()
    document.setHtml(html)
    everything = QTextCursor(document)
    everything.select(QTextCursor.SelectionType.Document)
    own = QTextBlockFormat()
    own.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # Qt takes dir="auto" for left to right
    everything.mergeBlockFormat(own)
    document.print_(device)

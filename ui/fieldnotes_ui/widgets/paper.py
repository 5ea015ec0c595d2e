"""A finished HTML page on paper: laid out as a PDF in memory, or sent to a printer. It loads nothing from anywhere."""

from __future__ import annotations

import threading

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QObject, Qt, QUrl, Signal
from PySide6.QtGui import (
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)

from fieldnotes.errors import Bug
from fieldnotes.progress import Watch

_LOOK_S = 0.05
"""So often a waiting job looks whether it was given up."""
_MARGIN_MM = 4  # besides the two centimetres that Qt leaves of its own


class _Closed(QTextDocument):
    """A document that has only its own text: no picture, sheet or font is fetched, not even from this machine."""

    def loadResource(self, kind: int, name: QUrl | str) -> None:  # noqa: ARG002 - Qt's signature
        return None


class PaperInWindow(QObject):
    """Lays out for a job on another thread: Qt's documents live on the window's."""

    _asked = Signal(str, object, object)  # a list by its own type would arrive as a copy

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asked.connect(self._lay_out, Qt.ConnectionType.QueuedConnection)

    def pdf(self, page: bytes, watch: Watch) -> bytes:
        """An HTML page as a PDF. To be called from the job's thread, which waits unless the job is given up.

        Raises:
            Cancelled: the job was.
            Bug: nothing could be laid out.
        """
        done, made = threading.Event(), list[bytes]()
        self._asked.emit(page.decode("utf-8"), made, done)
        while not done.wait(_LOOK_S):
            watch.check()
        if not made:
            raise Bug(what="a page could not be laid out")
        return made[0]

    def _lay_out(self, html: str, made: list[bytes], done: threading.Event) -> None:
        try:
            made.append(as_pdf(html))
        finally:
            done.set()


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

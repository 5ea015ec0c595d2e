"""A document that opens nothing, whatever its text names."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument


class DeadDocument(QTextDocument):
    """To override `loadResource` of the widget alone is not enough: where the widget has nothing, a plain QTextDocument
    reads the local file itself (Qt 6.11, `QTextDocument::loadResource`)."""

    def loadResource(self, kind: int, url: QUrl | str) -> None:
        del kind, url

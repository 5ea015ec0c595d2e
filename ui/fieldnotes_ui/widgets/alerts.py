"""Warnings above every page that stay until somebody says that they were seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.widgets.labels import button
from fieldnotes_ui.widgets.strip import Strip

_SEEN, _SEEN_THAT = N_("I have read this"), N_("I have read this: {text}")


class Alerts(QWidget):
    """Hidden while there is nothing to say. No time takes a warning away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 8, 8, 0)
        self._layout.setSpacing(6)
        self.hide()

    def strips(self) -> list[Strip]:
        """What is shown now, the first warning first."""
        found = [self._layout.itemAt(at) for at in range(self._layout.count())]
        return [one for item in found if item is not None and isinstance(one := item.widget(), Strip)]

    def warn(
        self,
        tone: str,
        text: str,
        *,
        key: str = "",
        seen: str = "",
        action: str = "",
        then: Callable[[], object] | None = None,
        read: Callable[[], object] | None = None,
    ) -> None:
        """One more warning; `action` is the words of a button that does `then` about it; `key` is for `take`.

        `read` is done when somebody says that it was seen.
        """
        strip = Strip(tone, text)
        strip.setObjectName(key)
        if then is not None:
            act = strip.add_button(button(action))
            act.clicked.connect(lambda: self._drop(strip))
            act.clicked.connect(then)
        done = strip.add_button(button(seen or tr(_SEEN)))
        if not seen:
            done.setAccessibleName(tr(_SEEN_THAT, text=text))
        done.clicked.connect(lambda: self._drop(strip))
        if read is not None:
            done.clicked.connect(read)
        self._layout.addWidget(strip)
        self.show()

    def take(self, key: str) -> None:
        """What a warning spoke of is so no more."""
        for strip in self.strips():
            if strip.objectName() == key:
                self._drop(strip)

    def clear(self) -> None:
        for strip in self.strips():
            self._drop(strip)

    def _drop(self, strip: Strip) -> None:
        self._layout.removeWidget(strip)
        strip.hide()
        strip.deleteLater()
        self.setVisible(bool(self.strips()))

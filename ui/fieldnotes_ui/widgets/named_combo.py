"""A box to choose from that can be typed into, and says its name wherever the keyboard is in it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox


class NamedCombo(QComboBox):
    """While one types, the keyboard is in the line inside: without the name, a screen reader would say nothing."""

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)

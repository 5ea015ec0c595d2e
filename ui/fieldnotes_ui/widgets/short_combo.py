"""A box to choose from whose words end in an ellipsis where they have no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

_ASIDE = 6
"""Pixels of the style's own around the words."""


class ShortCombo(QComboBox):
    """Qt would cut the chosen words off in the middle of a letter; the whole is in the tooltip."""

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.shown(field.width() - _ASIDE)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def shown(self, width: int) -> str:
        """The chosen words as they are drawn in so many pixels."""
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, width)

"""Labels, buttons and rows in the house style. Every label shows plain text: vault and bundle text is never markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from fieldnotes_ui import theme
from fieldnotes_ui.widgets.snug import Snug


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """`kind` is a style of themes/main.qss: h1, h2, big, section, muted, small, error, mono."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setObjectName(kind)
    if kind == "section":
        made.setText(text.upper())
    return made


def button(text: str, *, icon: str = "", primary: bool = False, danger: bool = False) -> QPushButton:
    made = QPushButton(f" {text}" if icon else text)  # Fusion leaves no gap between icon and words
    made.setAccessibleName(text)
    made.setProperty("primary", primary)
    made.setProperty("danger", danger)
    if icon:
        made.setIcon(theme.icon(icon, "on_accent" if primary else "danger" if danger else "text2"))
    return made


def tool(icon: str, name: str, *, shortcut: str = "", checkable: bool = False) -> QToolButton:
    """A button without words: its name is its tooltip and what a screen reader says."""
    made = QToolButton()
    made.setIcon(theme.icon(icon))
    made.setAccessibleName(name)
    made.setToolTip(f"{name}  {shortcut}".rstrip())
    made.setCheckable(checkable)
    made.setMinimumSize(30, 30)
    return made


def card(*, margin: int = 16, spacing: int = 8) -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return frame, layout


def column(*, margin: int = 0, spacing: int = 8) -> tuple[QWidget, QVBoxLayout]:
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return widget, layout


def row(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; None is the stretch between them."""
    layout = QHBoxLayout()
    layout.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout


def beside(control: QWidget, button: QWidget) -> QHBoxLayout:
    """A field with a button at the height of its control."""
    layout = row(control, spacing=6)
    layout.setStretchFactor(control, 1)
    layout.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
    return layout


def field(name: str, control: QWidget, hint: str = "", *, beside: QWidget | None = None) -> QWidget:
    """A control with its name above and help below; the name is also what a screen reader says.

    A button `beside` the control stands at its height, also where there is help below.
    """
    widget = Snug()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    head = label(name, wrap=True)
    head.setBuddy(control)
    control.setAccessibleName(name)
    layout.addWidget(head)
    if beside is None:
        layout.addWidget(control)
    else:
        line = row(control, beside, spacing=6)
        line.setStretchFactor(control, 1)
        layout.addLayout(line)
    if hint:
        layout.addWidget(label(hint, "small", wrap=True))
    return widget

"""Which writing of a text this computer has no font for, and the notice that says so."""

from __future__ import annotations

import unicodedata

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.record import Body
from fieldnotes_ui import theme
from fieldnotes_ui.widgets.labels import tool
from fieldnotes_ui.widgets.strip import Strip

_NO_FONT = N_(
    "Some characters of this record cannot be shown: this computer has no font for {scripts}. Nothing is lost; install"
    " a font such as {fonts}, and start FieldNotes again."
)
_SEEN = N_("Hide this notice")
_LOOKED_AT = 50_000
"""Characters of a record: a script that is used is met long before."""
_FIRST_FOREIGN = 0x250
"""Latin with every accent that European languages have lies below it, and the shipped fonts hold it."""


def scripts_without_font(text: str) -> tuple[str, ...]:
    """Unicode's names of the scripts (Georgian, Ethiopic) with a character in `text` that no font here can draw."""
    metrics = QFontMetrics(theme.font(theme.READING_POINTS))
    foreign = {one for one in set(text) if ord(one) >= _FIRST_FOREIGN and one.isalpha()}
    unknown = (one for one in foreign if not metrics.inFontUcs4(ord(one)))
    return tuple(sorted({unicodedata.name(one, "").partition(" ")[0].capitalize() for one in unknown} - {""}))


class FontNotice(Strip):
    """Says once for each script, until the page is made anew, that it cannot be drawn and what to install."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn", "", parent)
        self._told: set[str] = set()
        self.add_button(tool("x", tr(_SEEN))).clicked.connect(self.hide)
        self.hide()

    def look(self, body: Body) -> None:
        """A text came onto the page."""
        new = [script for script in scripts_without_font(_beginning(body)) if script not in self._told]
        if new:
            self._told.update(new)
            fonts = ", ".join(f"Noto Sans {script}" for script in new)
            self.show_message("warn", tr(_NO_FONT, scripts=", ".join(new), fonts=fonts))
            self.show()


def _beginning(body: Body) -> str:
    """About as much as is looked at; five megabytes need not be joined for it."""
    lines: list[str] = []
    left = _LOOKED_AT
    for block in body.blocks:
        lines.append(block.text[:left])
        left -= len(block.text) + 1
        if left <= 0:
            break
    return "\n".join(lines)

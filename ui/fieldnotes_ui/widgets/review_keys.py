"""The single keys of the workbench: what each does, and where they count.

They are shortcuts and no key events, because Qt then also finds them on a Cyrillic, Georgian or Arabic keyboard. A
field keeps its letters: it takes them before any shortcut does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_


@dataclass(frozen=True, slots=True)
class Key:
    """`does` names an action; `repeats` whether a key that is held down goes on: never for a decision. What has no
    `keys` here is the list's own: as a shortcut, the space bar could press no button any more."""

    keys: tuple[str, ...]
    does: str
    words: str
    shown: str = ""
    repeats: bool = False


KEYS = (
    Key(("N", "J"), "next", N_("Next that is open; F8 from anywhere"), "N  F8", repeats=True),
    Key(("P", "Shift+F8"), "previous", N_("The one before"), "P  Shift+F8", repeats=True),
    Key(("R",), "redact", N_("Redact"), "R  Enter"),
    Key(("K",), "keep", N_("Keep")),
    Key(("G",), "generalise", N_("Generalise: say what is read instead")),
    Key(("A",), "register", N_("Add to the register, with all its spellings")),
    Key(("T",), "open", N_("To the record whose title holds it")),
    Key(tuple("123456789"), "reason", N_("Reason code"), "1 … 9"),
    Key(("S",), "scope", N_("Reach: in this case, only here, everywhere")),
    Key(("L",), "label", N_("Whose label, where it could be several people")),
    Key(("C",), "note", N_("Write a note; Enter returns to the list")),
    Key((), "spot", N_("Next place of the same one, from the list"), "Space"),
    Key(("U", "Ctrl+Z"), "undo", N_("Undo the last decision of this sitting"), "U  Ctrl+Z"),
    Key(("O",), "order", N_("Order by place or by kind")),
    Key(("?",), "keys", N_("These keys")),
)


class ReviewKeys(QObject):
    """The keys at work inside `place` and everything in it."""

    def __init__(self, place: QWidget, do: Mapping[str, Callable[[str], object]]) -> None:
        super().__init__(place)
        for key in KEYS:
            for sequence in key.keys:
                made = QShortcut(QKeySequence(sequence), place)
                made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                made.setAutoRepeat(key.repeats)
                made.activated.connect(lambda act=do[key.does], pressed=sequence: act(pressed))

"""Beside the search field: what can be typed, with examples, and the searches that were saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.task import SavedSearch

_EXAMPLES = (
    ('"two words"', N_("these words, one after the other")),
    ("Tbil*", N_("words that begin so")),
    ("border OR bridge", N_("one or the other")),
    ("-police", N_("what does not have the word")),
    ("kind:testimony,incident", N_("records of these kinds")),
    ("level:sealed", N_("records at this level")),
    ("person:S-001", N_("whose words these are, or of whom they speak")),
    ("about:P-001", N_("of whom they speak")),
    ("status:arrested", N_("about somebody who stands there now")),
    ("date:2016-11..2017-02", N_("dated between these")),
    ('tag:"two words"', N_("with this tag")),
    ("has:open", N_("with names that nobody has decided on")),
    ("has:task", N_("with an open task")),
    ("reprisal:90", N_("incidents that may have followed a publication")),
)
_EXPLAINS = N_("{example}\t{meaning}")
_SAVE, _FORGET = N_("Save this search…"), N_("Forget")
_NONE = N_("No search is saved yet")


class HelpMenu(QMenu):
    """Examples with their meaning; one that is chosen is given to `typed`, to be put into the field."""

    def __init__(self, typed: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        for example, meaning in _EXAMPLES:
            made = self.addAction(tr(_EXPLAINS, example=example, meaning=tr(meaning)))
            made.triggered.connect(lambda _=False, example=example: typed(example))


class SavedMenu(QMenu):
    """Save what is typed, search again for what was saved, forget it."""

    def __init__(
        self,
        saved: Sequence[SavedSearch],
        parent: QWidget,
        *,
        save: Callable[[], None] | None,
        search: Callable[[str], None],
        forget: Callable[[str], None],
    ) -> None:
        """`save` is None while nothing is typed that could be saved."""
        super().__init__(parent)
        first = self.addAction(tr(_SAVE))
        first.setEnabled(save is not None)
        if save is not None:
            first.triggered.connect(lambda _=False, does=save: does())
        self.addSeparator()
        if not saved:
            self.addAction(tr(_NONE)).setEnabled(False)
            return
        for one in saved:
            made = self.addAction(f"{_plain(one.name)}\t{_plain(one.query)}")
            made.triggered.connect(lambda _=False, query=one.query: search(query))
        self.addSeparator()
        away = self.addMenu(tr(_FORGET))
        for one in saved:
            made = away.addAction(_plain(one.name))
            made.triggered.connect(lambda _=False, name=one.name: forget(name))


def _plain(text: str) -> str:
    """Without the marks of a menu: what somebody typed is shown as it is."""
    return text.replace("&", "&&").replace("\t", " ")

"""The keys that pages have beside the commands of the window, for the sheet of all shortcuts."""

from __future__ import annotations

from dataclasses import dataclass

from fieldnotes.i18n import N_
from fieldnotes_ui.widgets.review_keys import KEYS


@dataclass(frozen=True, slots=True)
class PageKey:
    """`shown` is how the keys are written where that is not simply one after the other."""

    keys: tuple[str, ...]
    words: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class PageKeys:
    """The keys of one page, under its name."""

    name: str
    keys: tuple[PageKey, ...]


PAGE_KEYS = (
    PageKeys(
        N_("Records"),
        (
            PageKey(("Ctrl+S",), N_("Save what is typed, now")),
            PageKey(("Alt+Down",), N_("Next record of the list")),
            PageKey(("Alt+Up",), N_("The record before it")),
            PageKey(("Ctrl+Return",), N_("Open beside, to compare"), "Ctrl+Enter"),
            PageKey(("F3",), N_("Next place that was found in the text")),
            PageKey(("Shift+F3",), N_("The place before it")),
            PageKey(("Alt+1",), N_("Heading")),
            PageKey(("Alt+2",), N_("Smaller heading")),
            PageKey(("Alt+3",), N_("List")),
            PageKey(("Alt+4",), N_("Numbered list")),
            PageKey(("Alt+5",), N_("Quotation")),
            PageKey(("Alt+6",), N_("Speaker's turn")),
            PageKey(("Alt+T",), N_("Time since the first of these marks")),
        ),
    ),
    PageKeys(
        N_("Versions"),
        (
            PageKey(("F7",), N_("Side by side, or in one text")),
            PageKey(("F8",), N_("Next change")),
            PageKey(("Shift+F8",), N_("Previous change")),
        ),
    ),
    PageKeys(
        N_("Register"),
        (PageKey(("Ctrl+R",), N_("Relation…")), PageKey(("Ctrl+Shift+W",), N_("Withdraw consent…"))),
    ),
    PageKeys(
        N_("Keys of the workbench"),
        (
            *(PageKey(key.keys, key.words, key.shown) for key in KEYS),
            PageKey(("Ctrl+Shift+X",), N_("Export…")),
        ),
    ),
    PageKeys(
        N_("Suggested names"),
        (
            PageKey(("J",), N_("The next one")),
            PageKey(("K",), N_("The one before")),
            PageKey(("A",), N_("Add to the register")),
            PageKey(("E",), N_("Register as…")),
            PageKey(("R",), N_("No name")),
            PageKey(("S",), N_("It is the entry that is offered")),
            PageKey(("G",), N_("Go to its next place in the texts")),
            PageKey(("Ctrl+Return",), N_("Register all that are ticked"), "Ctrl+Enter"),
        ),
    ),
    PageKeys(
        N_("Reading a bundle"),
        (
            PageKey(("N", "J"), N_("Next record of the list")),
            PageKey(("P", "K"), N_("The record before it")),
            PageKey(("C",), N_("Comment")),
            PageKey(("Q",), N_("Question")),
            PageKey(("R",), N_("Risk: this identifies somebody")),
            PageKey(("A",), N_("Accept the record, or take that back")),
            PageKey(("X",), N_("Return the record, or take that back")),
            PageKey(("Ctrl+Return",), N_("Finish the review"), "Ctrl+Enter"),
        ),
    ),
    PageKeys(N_("Security"), (PageKey(("F5",), N_("Run again")),)),
)

"""What to do on the command line, where an error's own hint cannot know which list or option it is about."""

from __future__ import annotations

from fieldnotes.errors import AuthorUnconfirmed, FieldNotesError, NoSuchRecord, ReviewNotReady, WordsTell
from fieldnotes.i18n import N_, tr
from fieldnotes.services.reviewing import UNVERIFIED

_LISTS = {
    "CONTACT": "contact list",
    "REMARK": "review list",
    "REVIEW": "review list",
    "PROPOSAL": "release list",
    "FN": "release list",
    "TASK": "task list",
}
"""Where codes that begin like this are listed; the usual hint knows the others."""
_ELSEWHERE = N_("List what there is with: {command}.")
_COMPARED = N_("Then give --compared.")
_CARD = N_(
    "Ask the author for the card of her vault (fieldnotes-cli identity card VAULT --out FILE), and take it in with "
    "keys trust."
)
_OPTION = N_("These are the words of --correction or --words.")


def hint_of(error: FieldNotesError) -> str:
    """An error's hint for somebody who types commands; empty when there is nothing to advise."""
    own = error.hint_text()
    if type(error) is NoSuchRecord:
        command = _LISTS.get(str(error.params.get("name", "")).partition("-")[0].upper())
        return own if command is None else tr(_ELSEWHERE, command=command)
    if isinstance(error, AuthorUnconfirmed):
        return f"{own} {tr(_COMPARED)}"
    if isinstance(error, ReviewNotReady) and error.params.get("why") == tr(UNVERIFIED):
        return tr(_CARD)
    if type(error) is WordsTell:
        return f"{tr(_OPTION)} {own}"
    return own

"""What a contact's keys are worth, in words and in a tone: the same wherever a contact is listed."""

from __future__ import annotations

from fieldnotes.i18n import N_, tr
from fieldnotes.model.contact import Compared, Standing
from fieldnotes.services.contacts import ContactView
from fieldnotes_ui.moments import day_words, local_day

PILLS = {
    Standing.VERIFIED: ("ok", N_("Words compared")),
    Standing.UNVERIFIED: ("warn", N_("Not compared")),
    Standing.CHANGED: ("danger", N_("KEYS CHANGED")),
    Standing.EXPIRED: ("danger", N_("Expired")),
}
_HOW = {
    Compared.VOICE: N_("Compared by voice on {day}."),
    Compared.IN_PERSON: N_("Compared in person on {day}."),
}
_COMPARED = N_("Compared on {day}.")
_ENDS, _ENDED = N_("The card ends on {day}."), N_("The card ended on {day}. Ask for a new one.")
_CLASSIC = N_("An older kind of key: what is recorded today might be read when computers are stronger.")
_WARNINGS = {
    Standing.UNVERIFIED: N_("Anybody could have made this card. Compare its eight words before you send anything."),
    Standing.CHANGED: N_(
        "This person has other keys than before. A new computer does that, and so does somebody who wants to read "
        "along. Compare the words again before you send anything."
    ),
}


def pill(view: ContactView) -> tuple[str, str]:
    """The words of the pill, and its tone."""
    tone, words = PILLS[view.standing]
    return tr(words), tone


def lines(view: ContactView) -> list[str]:
    """When the words were compared, until when the card holds."""
    contact = view.contact
    found = []
    if contact.verified:
        words = _HOW[Compared(contact.how)] if contact.how in set(Compared) else _COMPARED
        found.append(tr(words, day=local_day(contact.verified)))
    if contact.expires:
        found.append(tr(_ENDED if view.standing is Standing.EXPIRED else _ENDS, day=day_words(contact.expires)))
    return found


def warnings(view: ContactView) -> list[str]:
    found = [tr(_WARNINGS[view.standing])] if view.standing in _WARNINGS else []
    return found if view.post_quantum else [*found, tr(_CLASSIC)]

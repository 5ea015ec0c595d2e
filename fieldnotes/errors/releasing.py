"""What stands between a bundle and its readers: whose cards they are, who approved, whether the owner is here."""

from __future__ import annotations

from fieldnotes.errors.base import UserError, WorldError
from fieldnotes.errors.records import ExportRefused
from fieldnotes.i18n import N_


class ContactChanged(ExportRefused):
    code, exit_code = "contact-changed", 100
    sentence = N_("The card of {contact} has other keys than the one that is known. Somebody may be pretending.")
    hint = N_("Call its owner by a way you know. If the keys are really new, replace the card and compare its words.")


class RecipientUnverified(ExportRefused):
    code, exit_code = "recipient-unverified", 101
    sentence = N_("{count} of the readers were never verified, and what was to leave is {level}.")
    hint = N_("Compare the eight words of each card with its owner, note that it was done, and export again.")


class ContactExpired(ExportRefused):
    code, exit_code = "contact-expired", 102
    sentence = N_("The card of {contact} expired on {day}.")
    hint = N_("Ask its owner for a new card and compare its eight words.")


class NotReauthenticated(ExportRefused):
    code, exit_code = "not-reauthenticated", 103
    sentence = N_("Before anything leaves the passphrase is asked for again, each time.")
    hint = N_("Nothing left. Type the passphrase of the sealed compartment again.")


class NotApproved(ExportRefused):
    code, exit_code = "not-approved", 104
    sentence = N_("For this audience two people approve what leaves before it does; {count} of 2 have.")
    hint = N_("Propose it as a release and let two different people approve it; then export the same again.")


class OtherApproved(NotApproved):
    sentence = N_(
        "{proposal} was approved, but not what would leave now: its text, its way out or what is written on it is "
        "another. {count} of 2 people have approved this."
    )
    hint = N_("Propose it again as it is to leave, and let two different people approve that.")


class ApprovalRefused(UserError):
    code, exit_code = "approval-refused", 105
    sentence = N_("This approval does not count: {why}.")
    hint = N_("Nothing was noted. {then}")


class MixedRecipients(ExportRefused):
    code, exit_code = "mixed-recipients", 106
    sentence = N_("Some readers have only a post-quantum key and some only a classic one; one file cannot be for both.")
    hint = N_("Make a copy for each reader, or ask the others for a new card.")


class NoCardInPicture(WorldError):
    code, exit_code = "no-card-in-picture", 107
    sentence = N_("{name} shows no contact card that can be read.")
    hint = N_("Give a PNG or JPEG picture in which the whole code is sharp and flat, or the card's file.")


class OtherWords(UserError):
    code, exit_code = "other-words", 108
    sentence = N_("Those are not the eight words of the card of {contact}, so it stays unverified.")
    hint = N_("Let its owner read the words out again. If they differ still, the card is not theirs: use none of it.")

"""What an editor's answer to a bundle can meet on its way: her key store, her review, its author."""

from __future__ import annotations

from fieldnotes.errors.base import UserError, WorldError
from fieldnotes.errors.records import ExportRefused, NoSuchRecord
from fieldnotes.i18n import N_


class BundleOlder(WorldError):
    code, exit_code = "bundle-older", 120
    sentence = N_("{name} is older than what you have seen of its series: number {seq}, and you have seen {seen}.")
    hint = N_("Ask the author which one counts, or read it all the same with --even-older.")


class NotInBundle(NoSuchRecord):
    sentence = N_("There is nothing called {name} in this bundle or in your review of it.")
    hint = N_("See what there is with bundle show and review status.")


class QuoteAmbiguous(UserError):
    code, exit_code = "quote-ambiguous", 124
    sentence = N_("The quoted words are there {count} times in {code}.")
    hint = N_("Quote more of the passage, or say in which paragraph it is.")


class BundleForked(WorldError):
    code, exit_code = "bundle-forked", 109
    sentence = N_(
        "You have seen another bundle with the same number as {name}: two different things call themselves "
        "number {seq} of one series."
    )
    hint = N_("Do not use either. Ask the author, over another channel, who made them, and tell your security lead.")


class NotAReview(WorldError):
    code, exit_code = "not-a-review", 110
    sentence = N_("{name} is not a review.")
    hint = N_("A review is the .fnreview file that an editor sent you.")


class ReviewNotForYou(WorldError):
    code, exit_code = "review-not-for-you", 111
    sentence = N_("{name} is not addressed to this vault.")
    hint = N_("Ask the editor to give this vault's card when she finishes her review.")


class ReviewDamaged(WorldError):
    code, exit_code = "review-damaged", 112
    sentence = N_("{name} is damaged or was altered: {what}.")
    hint = N_("Nothing of it was taken in. Ask the editor to send it again.")


class ReviewTooNew(WorldError):
    code, exit_code = "review-too-new", 113
    sentence = N_("{name} was made by a newer FieldNotes ({found}).")
    hint = N_("Install the newer version to read it.")


class ReviewRefused(WorldError):
    code, exit_code = "review-refused", 114
    sentence = N_("{name} was not taken in: {why}.")
    hint = N_("Nothing was changed. Ask the editor, over another channel, what she sent.")


class ReviewerUnknown(UserError):
    code, exit_code = "reviewer-unknown", 115
    sentence = N_("{name} was signed by a key that belongs to none of your contacts.")
    hint = N_("Add the editor's card to your contacts and compare its eight words; then take the review in again.")


class WordsTell(ExportRefused):
    code, exit_code = "words-tell", 121
    sentence = N_("The words that were to go along tell too much: {count} likely names, contacts, dates or places.")
    hint = N_("Say it by labels (R-001) and in general words; what must be read in detail belongs into a record.")


class ReplacementTells(WordsTell):
    sentence = N_("What readers would see instead holds a registered name or part of one: {codes}.")
    hint = N_("Nothing was marked. Say it in general words, or leave it empty: readers then see […].")


class RiskOpen(ExportRefused):
    code, exit_code = "risk-open", 116
    sentence = N_("An editor thinks that somebody can be recognised: {count} of her warnings are not answered yet.")
    hint = N_("Read each warning at its passage, change the record or its redaction, and answer the warning.")


class RecordReturned(ExportRefused):
    code, exit_code = "record-returned", 125
    sentence = N_("An editor returned what was to leave, and nobody has answered her: {records}.")
    hint = N_("Change the text of each record, or answer all that she said of it.")


class NotKeys(WorldError):
    code, exit_code = "not-keys", 117
    sentence = N_("{name} is not a key store, or is damaged.")
    hint = N_("Use the .fnkeys file in which you keep your keys, or a copy of it.")


class ReviewNotReady(UserError):
    code, exit_code = "review-not-ready", 118
    sentence = N_("This cannot be done with the review: {why}.")
    hint = N_("Nothing was changed.")


class WrongKeysPassphrase(UserError):
    code, exit_code = "wrong-keys-passphrase", 119
    sentence = N_("That passphrase does not open these keys.")
    hint = N_("Check Caps Lock and the keyboard layout. Letters such as ı and i, or ə and e, are different.")

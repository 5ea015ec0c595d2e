"""Records, and what may leave the vault."""

from __future__ import annotations

from fieldnotes.errors.base import UserError
from fieldnotes.i18n import N_

# --- records ----------------------------------------------------------------------------------------------------------


class NoSuchRecord(UserError):
    code, exit_code = "no-such-record", 15
    sentence = N_("There is nothing called {name} in this vault.")
    hint = N_("List what there is with: list, case list, person list, contact list.")


class BadValue(UserError):
    code, exit_code = "bad-value", 16
    sentence = N_("{field} cannot be {value}.")
    hint = N_("Allowed: {allowed}.")


class FormNeeded(UserError):
    code, exit_code = "form-needed", 57
    sentence = N_("What {code} says is not in fields of this kind, or only in fields.")
    hint = N_("Change an incident, a publication or evidence with its own command; write in testimonies and notes.")


class EvidenceChanged(UserError):
    code, exit_code = "evidence-changed", 58
    sentence = N_("The file of {code} is not what it was when it came in.")
    hint = N_("Restore it from a backup, and compare with: evidence verify.")


class ReasonNeeded(UserError):
    code, exit_code = "reason-needed", 17
    sentence = N_("Lowering a protection level needs a reason.")
    hint = N_("Say why with --reason; it is written to the ledger.")


class SecondNeeded(UserError):
    code, exit_code = "second-needed", 54
    sentence = N_("The project's policy lets two people lower a level, never one, so nothing was changed.")
    hint = N_("Let a second person look at it, and name them: level set … --reason REASON --second NAME.")


class QuoteNotFound(UserError):
    code, exit_code = "quote-not-found", 18
    sentence = N_("The quoted words are not in {code}.")
    hint = N_("Copy them exactly as the record has them.")


class BadQuery(UserError):
    code, exit_code = "bad-query", 19
    sentence = N_("The search cannot be understood at character {position}.")
    hint = N_("What can stand there: {expected}.")


# --- leaving the vault ------------------------------------------------------------------------------------------------


class ExportRefused(UserError):
    """Base of every reason why something may not leave."""

    code, exit_code = "export-refused", 20
    sentence = N_("This may not leave the vault.")
    hint = N_("See the reasons listed with each record.")


class ReviewOpen(ExportRefused):
    code, exit_code = "review-open", 21
    sentence = N_("{count} possible names are still undecided, so nothing was exported.")
    hint = N_("See them with review-hits and settle each with decide --as redact or --as keep.")


class LadderNeedsTwo(ExportRefused):
    code, exit_code = "ladder-needs-two", 97
    sentence = N_("More would be told than this audience is usually told ({topics}), so nothing was exported.")
    hint = N_("That takes two people: give a reason and a second person, or leave this audience's ladder as it is.")


class MosaicOpen(ExportRefused):
    code, exit_code = "mosaic-open", 22
    sentence = N_("Facts remain by which somebody could be recognised ({people}), so nothing was exported.")
    hint = N_(
        "See them with mosaic. Make them coarser (mark, --ladder), or let a second person accept them for a reason."
    )


class SuggestionsOpen(ExportRefused):
    code, exit_code = "suggestions-open", 88
    sentence = N_("{count} likely names or contacts that nobody registered would leave, so nothing was exported.")
    hint = N_("See them with suggest list, accept or reject each; or send with a reason: --accept-suggestions REASON.")


class ConsentsDiffer(UserError):
    code, exit_code = "consents-differ", 89
    sentence = N_("{keep} and {other} answered differently for the same use, so they were not joined.")
    hint = N_("Ask the person, set the same answers on both with consent set, then join them.")


class LeakFound(ExportRefused):
    code, exit_code = "leak-found", 23
    sentence = N_("What was to leave still held something protected ({rule} in {place}), so it was not written.")
    hint = N_("Mark the passage or register the spelling, then export again.")


class LeakInOtherWriting(LeakFound):
    code, exit_code = "leak-in-other-writing", 56
    sentence = N_("{place} still holds something protected in another writing ({rule}), so nothing was written.")
    hint = N_("Mark that passage of {place} to be left out, or seal the record, then export again.")


class NothingToExport(ExportRefused):
    code, exit_code = "nothing-to-export", 24
    sentence = N_("No record of {case} may go to this audience, so nothing was written.")
    hint = N_("Reasons: {reasons}. Levels, consent and the audience decide; preview shows each record.")


class NotPermitted(UserError):
    code, exit_code = "not-permitted", 25
    sentence = N_("The level {level} does not allow this: {action}.")
    hint = N_("Lower the level with a reason, or leave it.")


class MoveRefused(NotPermitted):
    sentence = N_("{code} stays where it is: {why}.")
    hint = N_("Raise its level first, or let the release be done with.")


class BadRecipient(UserError):
    code, exit_code = "bad-recipient", 26
    sentence = N_("{name} is not a contact card or an age recipient.")
    hint = N_(
        "See whom you know with contact list, or ask for the card again: "
        "identity card and keys card write it with --out."
    )


class WeakRecipient(UserError):
    code, exit_code = "weak-recipient", 72
    sentence = N_("{name} has no post-quantum key, which a way into a vault must have.")
    hint = N_("Let them make a new identity with: fieldnotes-cli identity new FILE --name NAME --post-quantum")


class CertainName(UserError):
    code, exit_code = "certain-name", 92
    sentence = N_("The rules are certain that this is a protected name; it is kept only on purpose and with a reason.")
    hint = N_("If it must stay, decide again with force and a reason code or a note.")


class FullNameKept(UserError):
    code, exit_code = "full-name-kept", 93
    sentence = N_("This is the whole name of a protected person: no decision lets it leave.")
    hint = N_("If it may be told, change the level of the register entry.")


class NoSuchHit(UserError):
    code, exit_code = "no-such-hit", 27
    sentence = N_("There is no undecided name with the number {name} in this case.")
    hint = N_("List them with review-hits, or suggest list for names nobody registered. Numbers change with the text.")

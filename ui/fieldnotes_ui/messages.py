"""Errors in words: the only place where one becomes something to show."""

from __future__ import annotations

from fieldnotes import errors
from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr

HINTS: dict[type[FieldNotesError], str] = {
    errors.BackupNeeded: N_("Make one first, or tick that nothing is to be kept."),
    errors.BadAnchor: N_("Give a checkpoint that was kept, or a bundle together with the identity that opens it."),
    errors.BadIdentityFile: N_("Make a new one on the page Bundles. Never send it to anybody."),
    errors.BadRecipient: N_("Ask for the other person’s card: their program shows it on the page Bundles."),
    errors.ConsentsDiffer: N_("Ask the person, set the same answers on both entries, then join them."),
    errors.EvidencePackMet: N_("The command line, which comes with this program, checks it and takes its files out."),
    errors.FactorMissing: N_("Choose it here, on the computer whose keyring holds it, or use the recovery code."),
    errors.LeftBehind: N_("It returns with its package. New sealed notes and names can be written, not read."),
    errors.MosaicOpen: N_("Make them coarser in the workbench, or let a second person accept them with a reason."),
    errors.NoSuchHit: N_("The numbers change when the text does: look at the case again."),
    errors.NoSuchRecord: N_("It may have been removed meanwhile: look at the list again."),
    errors.NoSuchSlot: N_("It may have been removed meanwhile: look at the ways in again."),
    errors.NotInBin: N_("Move it to the recycle bin first."),
    errors.NothingToExport: N_(
        "Reasons: {reasons}. Levels, consent and the audience decide; the workbench shows each."
    ),
    errors.PassphraseGuessable: N_("Let the program draw one of {words} words."),
    errors.PolicyForbids: N_("The page Security shows what it demands. Only its signer can change it."),
    errors.ReasonNeeded: N_("Say why; it is written to the ledger."),
    errors.ReturnRefused: N_("The vault is as it was. The page Travel tells which package is the right one."),
    errors.ReviewOpen: N_("Settle each in the workbench: take it out or keep it."),
    errors.BundleExpired: N_("Ask the author for a new one."),
    errors.BundleOlder: N_(
        "Ask the author which one counts. To read it all the same, say that you know that it is old."
    ),
    errors.NotInBundle: N_("It may have been removed meanwhile: look at the list again."),
    errors.RecipientUnpinned: N_("Read the eight words of each card to its owner by voice, and tick that you did."),
    errors.SecondNeeded: N_("Let a second person look at it, and name them."),
    errors.SealedElsewhere: N_("New sealed notes and names can be written, not read. They are opened at the office."),
    errors.SignerUnconfirmed: N_(
        "Call your security lead, let them read out their eight words, and type exactly those."
    ),
    errors.SlotsFull: N_("Remove a way in that is no longer needed."),
    errors.StillReferred: N_("Remove these first, or let an empty entry stand in its place."),
    errors.SuggestionsOpen: N_("Accept or reject each in the workbench, or send with a reason."),
    errors.TravelRefused: N_("The vault is as it was. The list before the border says what is still to be done."),
    errors.UnknownSigner: N_("Ask for the other person’s card: their program shows it on the page Bundles."),
    errors.WeakRecipient: N_("Let them make a new identity with this program; theirs is of an older kind."),
    errors.WrongIdentity: N_("The vault's owner must have added a way in for this identity's card."),
    errors.WrongSealedPassphrase: N_("It may differ from the vault's own passphrase. Type it again."),
}
"""What to do in the window, where an error's own hint names commands of the command line."""


def words(error: FieldNotesError) -> str:
    """Sentence and hint of an error in the reader's language."""
    hint = tr(HINTS[type(error)], **error.params) if type(error) in HINTS else error.hint_text()
    return f"{error.sentence_text()} {hint}" if hint else error.sentence_text()

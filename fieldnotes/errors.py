"""Every error on one page: a stable code, a sentence, a hint, an exit code.

Sentences and hints are templates (never f-strings) so that they can be translated at the edge. A parameter is a
file name, a code or a number: never a name from the register, a passage or a passphrase.
Exit codes 0-9 are argparse's and the audit's; `docs/errors.md` lists all of them and a test keeps it true.
"""

from __future__ import annotations

from typing import ClassVar

from fieldnotes.i18n import N_, tr


class FieldNotesError(Exception):
    """Base of everything the product says on purpose."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1
    sentence: ClassVar[str] = N_("Something went wrong.")
    hint: ClassVar[str] = N_("Try again; if it happens twice, report it without any text from the vault.")

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.code)

    def __str__(self) -> str:
        return self.sentence_text()

    def sentence_text(self) -> str:
        """The sentence in the reader's language."""
        return tr(self.sentence, **self.params)

    def hint_text(self) -> str:
        """The hint in the reader's language; empty when there is nothing to advise."""
        return tr(self.hint, **self.params)


class UserError(FieldNotesError):
    """The person can put it right at once."""


class WorldError(FieldNotesError):
    """A file, a disk or another program stands in the way."""


class Bug(FieldNotesError):
    """Our own mistake."""

    code = "bug"
    exit_code = 90
    sentence = N_("FieldNotes met a mistake of its own: {what}.")
    hint = N_("Nothing was changed. Report it with the version number; do not send any text from the vault.")


# --- opening and keys -------------------------------------------------------------------------------------------


class WrongPassphrase(UserError):
    code, exit_code = "wrong-passphrase", 10
    sentence = N_("That passphrase does not open this vault.")
    hint = N_("Check Caps Lock and the keyboard layout. Letters such as ı and i, or ə and e, are different.")


class WrongSealedPassphrase(UserError):
    code, exit_code = "wrong-sealed-passphrase", 11
    sentence = N_("That passphrase does not open the sealed compartment.")
    hint = N_("It may differ from the vault's own: give it with --sealed-passphrase-file, or type it again.")


class PassphraseTooWeak(UserError):
    code, exit_code = "passphrase-too-weak", 12
    sentence = N_("The passphrase is too short: {length} characters, at least {minimum} are needed.")
    hint = N_("Six words chosen by dice are easy to type and very hard to guess.")


class SealedClosed(UserError):
    code, exit_code = "sealed-closed", 13
    sentence = N_("This needs the sealed compartment, which is closed.")
    hint = N_("Open it with its passphrase; it closes again by itself.")


class VaultLocked(UserError):
    code, exit_code = "vault-locked", 14
    sentence = N_("The vault is locked.")
    hint = N_("Unlock it first. Nothing that was typed is lost: it is kept as an encrypted draft.")


# --- records ----------------------------------------------------------------------------------------------------


class NoSuchRecord(UserError):
    code, exit_code = "no-such-record", 15
    sentence = N_("There is nothing called {name} in this vault.")
    hint = N_("List what there is with: list, case list, person list.")


class BadValue(UserError):
    code, exit_code = "bad-value", 16
    sentence = N_("{field} cannot be {value}.")
    hint = N_("Allowed: {allowed}.")


class ReasonNeeded(UserError):
    code, exit_code = "reason-needed", 17
    sentence = N_("Lowering a protection level needs a reason.")
    hint = N_("Say why with --reason; it is written to the ledger.")


class QuoteNotFound(UserError):
    code, exit_code = "quote-not-found", 18
    sentence = N_("The quoted words are not in {code}.")
    hint = N_("Copy them exactly as the record has them.")


class BadQuery(UserError):
    code, exit_code = "bad-query", 19
    sentence = N_("The search cannot be understood at character {position}.")
    hint = N_('Use words, "phrases in quotes" or a beginning with a star: depor*')


# --- leaving the vault ------------------------------------------------------------------------------------------


class ExportRefused(UserError):
    """Base of every reason why something may not leave."""

    code, exit_code = "export-refused", 20
    sentence = N_("This may not leave the vault.")
    hint = N_("See the reasons listed with each record.")


class ReviewOpen(ExportRefused):
    code, exit_code = "review-open", 21
    sentence = N_("{count} possible names are still undecided, so nothing was exported.")
    hint = N_("See them with review-hits and settle each with decide --as redact or --as keep.")


class QuasiOpen(ExportRefused):
    code, exit_code = "quasi-open", 22
    sentence = N_("{count} details that could identify somebody remain, so nothing was exported.")
    hint = N_("Mark them with mark, or accept them with a reason: --accept-quasi REASON.")


class LeakFound(ExportRefused):
    code, exit_code = "leak-found", 23
    sentence = N_("The finished bundle still held something protected ({rule} in {place}), so it was not written.")
    hint = N_("Mark the passage or register the spelling, then export again.")


class NothingToExport(ExportRefused):
    code, exit_code = "nothing-to-export", 24
    sentence = N_("No record of {case} may go to this audience, so no bundle was written.")
    hint = N_("Reasons: {reasons}. Levels, consent and the audience decide; preview shows each record.")


class NotPermitted(UserError):
    code, exit_code = "not-permitted", 25
    sentence = N_("The level {level} does not allow this: {action}.")
    hint = N_("Lower the level with a reason, or leave it.")


class BadRecipient(UserError):
    code, exit_code = "bad-recipient", 26
    sentence = N_("{name} is not a contact card or an age recipient.")
    hint = N_("Ask for the other person's card: fieldnotes-cli identity card FILE prints it.")


class NoSuchHit(UserError):
    code, exit_code = "no-such-hit", 27
    sentence = N_("There is no undecided name with the number {name} in this case.")
    hint = N_("List them with review-hits; the numbers change when the text does.")


# --- files and vaults -------------------------------------------------------------------------------------------


class NotAVault(WorldError):
    code, exit_code = "not-a-vault", 40
    sentence = N_("{name} is not a FieldNotes vault.")
    hint = N_("A vault is a folder whose name ends in .fieldnotes and which holds header.fnv and vault.db.")


class VaultTooNew(WorldError):
    code, exit_code = "vault-too-new", 41
    sentence = N_("{name} was written by a newer FieldNotes (format {found}; this program reads up to {known}).")
    hint = N_("Install the newer version. Nothing was changed.")


class HeaderDamaged(WorldError):
    code, exit_code = "header-damaged", 42
    sentence = N_("The vault's header is damaged or was altered: {what}.")
    hint = N_("Restore header.fnv from a backup. The database was not touched.")


class VaultDamaged(WorldError):
    code, exit_code = "vault-damaged", 43
    sentence = N_("The vault's database is damaged or was altered: {what}.")
    hint = N_("Make a copy of the folder first, then restore a backup. Nothing was changed.")


class VaultInUse(WorldError):
    code, exit_code = "vault-in-use", 44
    sentence = N_("{name} is already open in another FieldNotes.")
    hint = N_("Lock or close the other window, then try again.")


class DiskFull(WorldError):
    code, exit_code = "disk-full", 45
    sentence = N_("The disk is full; the last change was not saved.")
    hint = N_("Free some space and try again. Everything saved before is safe.")


class CannotRead(WorldError):
    code, exit_code = "cannot-read", 46
    sentence = N_("{name} cannot be read: {reason}.")
    hint = N_("Check the name and that you may open it.")


class CannotWrite(WorldError):
    code, exit_code = "cannot-write", 47
    sentence = N_("{name} cannot be written: {reason}.")
    hint = N_("Check that the folder exists and that you may write there.")


class AlreadyExists(WorldError):
    code, exit_code = "already-exists", 48
    sentence = N_("{name} already exists and was left as it is.")
    hint = N_("Choose another name.")


class FileTooLarge(WorldError):
    code, exit_code = "file-too-large", 49
    sentence = N_("{name} is larger than the limit of {limit} bytes.")
    hint = N_("Split it, or keep it elsewhere and note where.")


# --- import -----------------------------------------------------------------------------------------------------


class EmptyFile(WorldError):
    code, exit_code = "empty-file", 50
    sentence = N_("{name} is empty.")
    hint = N_("Nothing was imported from it.")


class NotText(WorldError):
    code, exit_code = "not-text", 51
    sentence = N_("{name} does not hold text that can be read.")
    hint = N_("Import plain text, Markdown or DOCX. Nothing was imported from it.")


class BadDocument(WorldError):
    code, exit_code = "bad-document", 52
    sentence = N_("{name} looks like a DOCX document but is damaged or not safe to open: {what}.")
    hint = N_("Save it again from a word processor, or as plain text. Nothing was imported from it.")


# --- bundles ----------------------------------------------------------------------------------------------------


class NotABundle(WorldError):
    code, exit_code = "not-a-bundle", 60
    sentence = N_("{name} is not a FieldNotes bundle.")
    hint = N_("A bundle is the encrypted .age file that an author sent you.")


class BundleNotForYou(WorldError):
    code, exit_code = "bundle-not-for-you", 61
    sentence = N_("{name} is not addressed to this identity.")
    hint = N_("Use the identity whose card you sent, or ask the author for a bundle to your card.")


class BundleDamaged(WorldError):
    code, exit_code = "bundle-damaged", 62
    sentence = N_("{name} is damaged, cut short or was altered: {what}.")
    hint = N_("Nothing of it is shown. Ask the author to send it again.")


class BundleHostile(WorldError):
    code, exit_code = "bundle-hostile", 63
    sentence = N_("{name} breaks the rules for bundles and was refused: {what}.")
    hint = N_("Nothing of it was unpacked. Tell the author and your security lead.")


class BundleTooNew(WorldError):
    code, exit_code = "bundle-too-new", 64
    sentence = N_("{name} was made by a newer FieldNotes (format {found}).")
    hint = N_("Install the newer version to read it.")


class WrongSigner(WorldError):
    code, exit_code = "wrong-signer", 65
    sentence = N_("{name} was not signed by the person whose card you gave.")
    hint = N_("Do not rely on it. Ask the author, over another channel, who made it.")


class BadIdentityFile(WorldError):
    code, exit_code = "bad-identity-file", 66
    sentence = N_("{name} is not an identity file.")
    hint = N_("Make one with: fieldnotes-cli identity new FILE --name NAME. Never send it to anybody.")


class BundleExpired(WorldError):
    code, exit_code = "bundle-expired", 67
    sentence = N_("{name} expired on {day}.")
    hint = N_("Ask the author for a new one.")


# --- audit ------------------------------------------------------------------------------------------------------


class BadPolicy(WorldError):
    code, exit_code = "bad-policy", 70
    sentence = N_("The policy {name} cannot be used: {what}.")
    hint = N_("Nothing was changed; the built-in floors still hold.")


class ResourceMissing(WorldError):
    code, exit_code = "resource-missing", 71
    sentence = N_("The installation is incomplete: {name} is missing.")
    hint = N_("Install FieldNotes again.")


class SelfTestFailed(Bug):
    code, exit_code = "self-test-failed", 91
    sentence = N_("The cryptography of this computer gives wrong answers ({what}); nothing was opened.")
    hint = N_("Do not use FieldNotes on this computer. Install it again from a source you trust.")

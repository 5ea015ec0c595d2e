"""What comes from others: documents, bundles, policies."""

from __future__ import annotations

from fieldnotes.errors.base import Bug, UserError, WorldError
from fieldnotes.i18n import N_

# --- import -----------------------------------------------------------------------------------------------------------


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


# --- bundles ----------------------------------------------------------------------------------------------------------


class NotABundle(WorldError):
    code, exit_code = "not-a-bundle", 60
    sentence = N_("{name} is not a FieldNotes bundle.")
    hint = N_("A bundle is the encrypted .age file that an author sent you.")


class EvidencePackMet(WorldError):
    code, exit_code = "evidence-pack-met", 123
    sentence = N_("{name} is an evidence pack: files with their custody sheet, and no bundle of records.")
    hint = N_("Open it with: fieldnotes-cli bundle show FILE --keys KEYS --out-dir DIR.")


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


class UnknownSigner(WorldError):
    code, exit_code = "unknown-signer", 99
    sentence = N_("Nobody whose card you compared has signed this pack, so {name} was not made.")
    hint = N_("Give the author's card (--from CARD, or keys trust). To look at it all the same: --even-unknown-signer.")


class BadIdentityFile(WorldError):
    code, exit_code = "bad-identity-file", 66
    sentence = N_("{name} is not an identity file.")
    hint = N_("Make one with: fieldnotes-cli identity new FILE --name NAME. Never send it to anybody.")


class BadAnchor(WorldError):
    code, exit_code = "bad-anchor", 73
    sentence = N_("{name} holds no checkpoint of this vault's ledger.")
    hint = N_("Give a checkpoint that was kept, or a bundle together with --identity, which opens it.")


class BundleExpired(WorldError):
    code, exit_code = "bundle-expired", 67
    sentence = N_("{name} expired on {day}.")
    hint = N_("Ask the author for a new one, or open it all the same with --even-expired.")


# --- audit ------------------------------------------------------------------------------------------------------------


class BadPolicy(WorldError):
    code, exit_code = "bad-policy", 70
    sentence = N_("The policy {name} cannot be used: {what}.")
    hint = N_("Nothing was changed; the built-in floors still hold.")


class BadAdvisories(WorldError):
    code, exit_code = "bad-advisories", 9
    sentence = N_("{name} is no table of published faults that can be used: {what}.")
    hint = N_("Nothing was changed: the table that was used before still is.")


class BadReport(WorldError):
    code, exit_code = "bad-report", 98
    sentence = N_("{name} is no audit report that can be believed: {what}.")
    hint = N_("Ask for the report again, in JSON, with the signature that was made with it.")


class PolicyRefused(WorldError):
    code, exit_code = "policy-refused", 75
    sentence = N_("The policy was not installed: {why}.")
    hint = N_("Nothing was changed. Ask your security lead, by another way than the one this file came by.")


class PolicyForbids(UserError):
    code, exit_code = "policy-forbids", 76
    sentence = N_("The project's policy does not allow this: {line} is {value}.")
    hint = N_("See what it demands with: fieldnotes-cli policy show VAULT. Only its signer can change it.")


class RecipientUnpinned(UserError):
    code, exit_code = "recipient-unpinned", 55
    sentence = N_(
        "The project's policy lets bundles go only to people whose words were compared, and {count} were not."
    )
    hint = N_("Read the eight words of each card to its owner by voice, then export with --compared.")


class SignerUnconfirmed(UserError):
    code, exit_code = "signer-unconfirmed", 77
    sentence = N_("Did your security lead read out exactly these words? Until you say so, the policy is not installed.")
    hint = N_("Call your security lead, let them read out their eight words, and give exactly those with --yes-words.")


class AuthorUnconfirmed(UserError):
    code, exit_code = "author-unconfirmed", 122
    sentence = N_(
        "Did the author read out exactly these eight words: {words}? Until you say so, the card is not trusted."
    )
    hint = N_("Call the author, let them read out their words, compare each one, and say that it was done.")


class ResourceMissing(WorldError):
    code, exit_code = "resource-missing", 71
    sentence = N_("The installation is incomplete: {name} is missing.")
    hint = N_("Install FieldNotes again.")


class SelfTestFailed(Bug):
    code, exit_code = "self-test-failed", 91
    sentence = N_("The cryptography of this computer gives wrong answers ({what}); nothing was opened.")
    hint = N_("Do not use FieldNotes on this computer. Install it again from a source you trust.")

"""Opening a vault and its compartments, and changing the ways into it."""

from __future__ import annotations

from fieldnotes.errors.base import UserError, WorldError
from fieldnotes.i18n import N_

# --- opening and keys -------------------------------------------------------------------------------------------------


class WrongPassphrase(UserError):
    code, exit_code = "wrong-passphrase", 10
    sentence = N_("That passphrase does not open this vault.")
    hint = N_("Check Caps Lock and the keyboard layout. Letters such as ı and i, or ə and e, are different.")


class WrongPassphraseAlone(WrongPassphrase):
    code, exit_code = "wrong-passphrase-alone", 95
    sentence = N_("That passphrase alone does not open this vault.")
    hint = N_("One of the ways in asks for its passphrase together with {what}: bring that too, if it is your way in.")


class WrongSealedPassphrase(UserError):
    code, exit_code = "wrong-sealed-passphrase", 11
    sentence = N_("That passphrase does not open the sealed compartment.")
    hint = N_("It may differ from the vault's own: give it with --sealed-passphrase-file, or type it again.")


class WrongSealedPassphraseAlone(WrongSealedPassphrase):
    code, exit_code = "wrong-sealed-passphrase-alone", 96
    sentence = N_("That passphrase alone does not open the sealed compartment.")
    hint = N_("One of the ways in asks for its passphrase together with {what}: bring that too, if it is your way in.")


class PassphraseTooWeak(UserError):
    code, exit_code = "passphrase-too-weak", 12
    sentence = N_("The passphrase is too short: {length} characters, at least {minimum} are needed.")
    hint = N_("Six words chosen by dice are easy to type and very hard to guess.")


class SealedClosed(UserError):
    code, exit_code = "sealed-closed", 13
    sentence = N_("This needs the sealed compartment, which is closed.")
    hint = N_("Open it with its passphrase; it closes again by itself.")


class LeftBehind(SealedClosed):
    code, exit_code = "left-behind", 28
    sentence = N_(
        "This was left behind before a journey: it is not on this computer, and no passphrase brings it back."
    )
    hint = N_("It returns with its package: travel return. New sealed notes and names can be written, not read.")


class SealedElsewhere(LeftBehind):
    code, exit_code = "sealed-elsewhere", 78
    sentence = N_("This is sealed for the office: its key is not on this computer, and no passphrase opens it here.")
    hint = N_("New sealed notes and names can be written, not read. They are opened there: vault unseal.")


class SealedWordsTouched(UserError):
    code, exit_code = "sealed-words-touched", 79
    sentence = N_("Places of sealed words (▒▒▒) were taken out or added while the words cannot be read.")
    hint = N_(
        "Put each ▒▒▒ back where it was; to take sealed words out, open their compartment first. A draft is kept."
    )


class VaultLocked(UserError):
    code, exit_code = "vault-locked", 14
    sentence = N_("The vault is locked.")
    hint = N_("Unlock it first. Nothing that was typed is lost: it is kept as an encrypted draft.")


# --- ways into the vault ----------------------------------------------------------------------------------------------


class FactorMissing(UserError):
    code, exit_code = "factor-missing", 30
    sentence = N_("A passphrase alone does not open this: {what} is needed too.")
    hint = N_("Give it with --key-file, on the computer whose keyring holds it, or use the recovery code.")


class BadKeyFile(UserError):
    code, exit_code = "bad-key-file", 31
    sentence = N_("{name} is not a key file, or it is damaged.")
    hint = N_("Use another copy of it, or the printed one; the recovery code opens the vault without it.")


class KeyringUnavailable(WorldError):
    code, exit_code = "keyring-unavailable", 32
    sentence = N_("The keyring of this computer cannot be used: {what}.")
    hint = N_("Use a key file as the second factor, or none. Nothing was changed.")


class WrongRecoveryCode(UserError):
    code, exit_code = "wrong-recovery-code", 33
    sentence = N_("That recovery code does not open this vault.")
    hint = N_("A code stops working when a newer one is made. Look for the newest print.")


class BadRecoveryCode(UserError):
    code, exit_code = "bad-recovery-code", 53
    sentence = N_("That is not a recovery code: {what}.")
    hint = N_("Type the 24 words in their order, as they were printed. Nothing was opened or changed.")


class WrongIdentity(UserError):
    code, exit_code = "wrong-identity", 34
    sentence = N_("{name} does not open this vault.")
    hint = N_("The vault's owner must have added a slot for this identity's card: slot list shows them.")


class LastWayIn(UserError):
    code, exit_code = "last-way-in", 35
    sentence = N_("Afterwards nobody could rely on opening {what}, so nothing was changed.")
    hint = N_("Add another passphrase or a recovery code first: one that needs no keyring.")


class NotEnoughMemory(WorldError):
    code, exit_code = "not-enough-memory", 74
    sentence = N_("This needs {mib} MiB of free memory at once, and this computer does not give them.")
    hint = N_("Close other programs, or open the vault on the computer on which the passphrase was set.")


class SlotsFull(UserError):
    code, exit_code = "slots-full", 36
    sentence = N_("All {most} key slots are taken.")
    hint = N_("Remove one that is no longer needed: slot list, slot remove.")


class NoSuchSlot(UserError):
    code, exit_code = "no-such-slot", 37
    sentence = N_("There is no key slot {number}.")
    hint = N_("See them with slot list.")


class PassphraseGuessable(UserError):
    code, exit_code = "passphrase-guessable", 38
    sentence = N_("The passphrase is too easy to guess for this use: it needs the strength of {words} dice words.")
    hint = N_("Let the program make one: passphrase generate --words {words}.")


class WordsDiffer(UserError):
    code, exit_code = "words-differ", 39
    sentence = N_("Those are not the words asked for, so the recovery code was not kept.")
    hint = N_("Begin again: a new code is made each time. Write all 24 words down before you go on.")

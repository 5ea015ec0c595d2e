"""Files, vaults, journeys, backups and erasing."""

from __future__ import annotations

from fieldnotes.errors.base import UserError, WorldError
from fieldnotes.i18n import N_

# --- files and vaults -------------------------------------------------------------------------------------------------


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


class DiskNearlyFull(WorldError):
    code, exit_code = "disk-nearly-full", 59
    sentence = N_("The disk is nearly full: there may be no room to keep what you type.")
    hint = N_("Free some space before you write. Everything saved before is safe.")


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


# --- travel -----------------------------------------------------------------------------------------------------------


class TravelRefused(UserError):
    code, exit_code = "travel-refused", 29
    sentence = N_("Nothing was left behind: {what}.")
    hint = N_("The vault is as it was. travel check lists what is still to be done.")


class LevelAway(UserError):
    code, exit_code = "level-away", 94
    sentence = N_("{levels} was left behind before a journey: it is not on this computer, and cannot be erased here.")
    hint = N_("Nothing was erased. Return with the package first; what is in the package, its keeper has to destroy.")


class ReturnRefused(UserError):
    code, exit_code = "return-refused", 68
    sentence = N_("Nothing was brought back: {what}.")
    hint = N_("The vault is as it was. travel status tells which package is the right one.")


class PackageDamaged(WorldError):
    code, exit_code = "package-damaged", 69
    sentence = N_("{name} is not a travel package that can be used: {what}.")
    hint = N_("Nothing was changed. Check passphrase or identity and that the file is whole, or take another copy.")


# --- backups and erasing ----------------------------------------------------------------------------------------------


class NotABackup(WorldError):
    code, exit_code = "not-a-backup", 80
    sentence = N_("{name} is not a FieldNotes backup.")
    hint = N_("A backup is a folder whose name ends in .fnbackup and which holds backup.json.")


class BackupDamaged(WorldError):
    code, exit_code = "backup-damaged", 81
    sentence = N_("The backup {name} is damaged or was altered: {what}.")
    hint = N_("Nothing was restored from it. Use another backup, and make a new one.")


class BackupPlaceRefused(WorldError):
    code, exit_code = "backup-place-refused", 82
    sentence = N_("No backup was made in {name}: {why}.")
    hint = N_("Choose a folder on another disk, such as a memory stick that is kept elsewhere.")


class BackupNeeded(UserError):
    code, exit_code = "backup-needed", 83
    sentence = N_("There is no verified backup of the vault as it is now.")
    hint = N_("Make one first, or say that nothing is to be kept: --without-backup.")


class NotConfirmed(UserError):
    code, exit_code = "not-confirmed", 84
    sentence = N_("Nothing was erased: the words of confirmation were not given.")
    hint = N_("Type them exactly: {phrase}")


class ErasingForbidden(UserError):
    code, exit_code = "erasing-forbidden", 85
    sentence = N_("The policy of this project does not allow to erase whole levels.")
    hint = N_("Ask the person who is responsible for the project.")


class NotInBin(UserError):
    code, exit_code = "not-in-bin", 87
    sentence = N_("{name} is not in the recycle bin, so it was not removed for good.")
    hint = N_("Delete it first, or say --yes to remove it at once.")


class StillReferred(UserError):
    code, exit_code = "still-referred", 86
    sentence = N_("{code} is still used in {count} places of the vault: {where}.")
    hint = N_("Remove these first, or let an empty entry stand in its place: --force.")

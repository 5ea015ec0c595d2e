"""F02: the vault is not in a folder that is copied elsewhere or taken out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from fieldnotes.audit.check import Result, failed, passed, unknown, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.storage import device_folder, is_removable, mount_of
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "F02"
TITLE = N_("The vault is not in a synchronised, network or removable folder")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("Copies in a cloud or on a stick outlive a changed passphrase and every deletion; old versions stay readable.")
FIX = N_("Move the vault to a folder of this computer's own disk that no service synchronises.")
EXPECTED = N_("a local, fixed, unsynchronised folder")

_NETWORK = frozenset(
    ["9p", "afs", "ceph", "cifs", "davfs", "glusterfs", "nfs", "nfs4", "smb3", "smbfs", "vboxsf", "vmhgfs"]
)
_NO_RIGHTS = frozenset({"exfat", "msdos", "ntfs", "ntfs3", "vfat"})
_SERVICES = {
    "box": "Box",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "mega": "MEGA",
    "nextcloud": "Nextcloud",
    "onedrive": "OneDrive",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "pclouddrive": "pCloud",
    "proton drive": "Proton Drive",
    "seafile": "Seafile",
    "syncthing": "Syncthing",
    "yandex.disk": "Yandex Disk",
}
_MARKERS = {
    ".stfolder": "Syncthing",
    ".dropbox.cache": "Dropbox",
    ".owncloudsync.log": "ownCloud",
    ".sync_*.db": "Nextcloud",
    "._sync_*.db": "ownCloud",
}
"""What a service keeps at the top of a folder that it synchronises."""


def run(context: Context) -> Result:
    service = _service(context.resolved)
    if service:
        return failed(Sentence(N_("inside a folder of {service}"), service=service), EXPECTED)
    if not context.machine.is_linux:
        return unknown(N_("the kind of disk is not measured on this system"), EXPECTED)
    mount = mount_of(context.resolved, context.machine)
    if mount is None:
        return unknown(N_("the folder's file system is not in the list of mounts"), EXPECTED)
    if mount.kind in _NETWORK or mount.kind.startswith("fuse"):
        return failed(Sentence(N_("a file system of the kind {kind}"), kind=mount.kind), EXPECTED)
    device = device_folder(mount.device, context.machine)
    if device is not None and is_removable(device):
        return warned(Sentence(N_("{kind} on a removable disk"), kind=mount.kind), EXPECTED)
    if mount.kind in _NO_RIGHTS:
        return warned(Sentence(N_("{kind}, which keeps no access rights"), kind=mount.kind), EXPECTED)
    return passed(
        Sentence(N_("{kind} on a fixed disk"), kind=mount.kind)
        if device
        else Sentence(N_("{kind}, no disk of its own"), kind=mount.kind),
        EXPECTED,
    )


def _service(vault: Path) -> str | None:
    """The synchronising service by a folder's name (also `OneDrive - Office`) or by the file it keeps there."""
    for folder in vault.parents:
        lowered = folder.name.lower()
        for name, service in _SERVICES.items():
            if lowered == name or lowered.startswith((f"{name} - ", f"{name} (")):
                return service
        for marker, service in _MARKERS.items():
            with suppress(OSError):  # a folder that cannot be looked into has no such file that we know of
                if any(folder.glob(marker)):
                    return service
    return None

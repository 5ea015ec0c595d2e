"""Which operating system this is, and until when its maker repairs it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from fieldnotes import resources
from fieldnotes.audit.probes import macos, windows
from fieldnotes.audit.probes.machine import Machine

_FILE = "advisories/systems.toml"
_FIELD = re.compile(r"^(ID|VERSION_ID)=[\"']?([^\"'\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Table:
    """`until` by `system release`, as `debian 12`, `windows 26100`, `macos 15`."""

    made_on: date
    until: dict[str, date]

    def ends(self, name: str) -> date | None:
        """The last day of repairs; None for a system that the table does not have."""
        return self.until.get(name)


@cache
def table() -> Table:
    """The table that came with the program."""
    read = tomllib.loads(resources.text(_FILE))
    made_on = read.pop("made_on")
    until = {f"{system} {release}": day for system, days in read.items() for release, day in days.items()}
    return Table(made_on, until)


def name_of(machine: Machine) -> str | None:
    """`system release` of a machine; None where it does not tell."""
    if machine.system == windows.SYSTEM:
        build = machine.registry_value(windows.BUILD)
        return None if build is None else f"windows {build}"
    if machine.system == macos.SYSTEM:
        version = machine.ask(macos.VERSION)
        return None if version is None else f"macos {version.strip().split('.')[0]}"
    fields = dict(_FIELD.findall(machine.line("etc/os-release") or ""))
    return f"{fields['ID']} {fields['VERSION_ID']}" if len(fields) == 2 else None

"""Everything a check may look at. No text of a record is within its reach."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from fieldnotes.audit.advisories import Brought
from fieldnotes.audit.history import History
from fieldnotes.audit.owner import Owner
from fieldnotes.audit.policy import Demands
from fieldnotes.audit.probes.machine import Machine
from fieldnotes.audit.probes.process import Process
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Running
from fieldnotes.policy.limits import Policy
from fieldnotes.progress import Watch

OWNER_ABSENT = N_("the owner was not present to unlock the vault")
LEDGER_CLOSED = N_("nobody was present who can read the ledger")


@dataclass(frozen=True, slots=True)
class Context:
    """One audit: the vault's folder, the machine below it, this process, and the owner if present."""

    path: Path = field(repr=False)
    process: Process
    machine: Machine = field(default_factory=Machine)
    demands: Demands = field(default_factory=Demands)
    owner: Owner | None = None
    running: Running = field(default_factory=Running)
    """What the running window tells of itself."""
    key_file: Path | None = field(default=None, repr=False)
    """Where the owner's key file is, if the vault asks for one and its owner says."""
    read_by_auditor: History | None = None
    """The ledger as somebody read it who is not the owner."""
    received: frozenset[str] | None = None
    """Names (`FN-7Q3K2M`) of the bundles that others have received, where somebody collected them."""
    home: Path = field(default_factory=Path.home, repr=False)
    """Below which the leftover search looks."""
    brought: Brought | None = None
    """A table of published faults besides the program's own."""
    watch: Watch = field(default_factory=Watch)

    @property
    def policy(self) -> Policy:
        """The limits that the vault is held to."""
        return self.demands.policy

    @property
    def history(self) -> History | None:
        """What the ledger tells; None where nobody is there who can read it."""
        return self.owner.history if self.owner is not None else self.read_by_auditor

    @property
    def resolved(self) -> Path:
        """The vault's folder without links."""
        return self.path.resolve()

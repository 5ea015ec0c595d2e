"""How well a vault is cared for: its ways in, whether a recovery code works, which copies there are and how old."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fieldnotes.crypto import kdf
from fieldnotes.crypto.kdf import KdfParams
from fieldnotes.model.audit import Running
from fieldnotes.services import access, backup, backup_schedule, recovery
from fieldnotes.services import policy as policies
from fieldnotes.services.access import SlotInfo
from fieldnotes.services.backup import BackupView, State
from fieldnotes.services.backup_schedule import Due, Schedule
from fieldnotes.services.policy import PolicyView
from fieldnotes.services.session import Session
from fieldnotes.services.way_in import WayIn
from fieldnotes.vault.notices import Notice
from fieldnotes.vault.slots.slots import Factor

CODE, PASSPHRASE, ORGANISATION = "code", "passphrase", "hpke"
"""What a slot can be; see `SlotInfo`."""
KEY_FILE, KEYRING = str(Factor.KEY_FILE), str(Factor.KEYRING)

_MADE, _TESTED, _RECOVERED = "recovery-code-made", "recovery-code-tested", "recovered"
_LANES = 4


@dataclass(frozen=True, slots=True)
class Code:
    """The recovery code: when it was made and last tried, as UTC stamps; empty for never."""

    made: str
    tested: str
    opens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Care:
    """Everything that the owner should know of keys and copies. `code` is None while there is none.

    `cheap` are numbers of slots that a guess costs less at than new ones may have at the least.
    """

    slots: tuple[SlotInfo, ...]
    cheap: frozenset[int]
    code: Code | None
    backups: tuple[BackupView, ...]
    schedule: Schedule | None
    due: Due | None
    sealed_away: bool
    policy: PolicyView | None = None
    """What the project's lead demands, and how it stands."""
    least_words: int = 0
    """As many dice words a new passphrase must be worth."""

    @property
    def last(self) -> BackupView | None:
        """The newest backup that is there, or was where nobody can look now."""
        return next((one for one in self.backups if counts(one)), None)

    @property
    def tested(self) -> BackupView | None:
        """The backup that was opened last as after a loss."""
        done = [one for one in self.backups if one.tested]
        return max(done, key=lambda one: one.tested) if done else None


@dataclass(frozen=True, slots=True)
class Greeting:
    """What must be told after an unlocking: sentences on what was found, a passphrase that became cheap to guess,
    and whether backups are made by themselves."""

    notices: tuple[str, ...]
    """They stand until they are acknowledged, unlock after unlock; those of the policy come after them."""
    cheap: bool
    scheduled: bool


def look(session: Session, *, running: Running | None = None) -> Care:
    """How the vault stands now. `running`: what the window tells of itself, None where there is none."""
    found = access.slots(session)
    return Care(
        slots=found,
        cheap=frozenset(slot.id for slot in upgrade_overdue(session)),
        code=_code(session, found),
        backups=tuple(backup.backups(session)),
        schedule=backup_schedule.schedule(session),
        due=backup_schedule.due(session),
        sealed_away=not any(slot.opens == access.SEALED for slot in found),
        policy=policies.look(session, running=running),
        least_words=access.least_words(session),
    )


def upgrade_overdue(session: Session) -> tuple[SlotInfo, ...]:
    """Passphrase slots below the least that a new one may cost. Measures nothing, unlike `access.upgrade_due`."""
    least = KdfParams(kdf.NEW_FLOOR_KIB, kdf.NEW_FLOOR_ITERATIONS, _LANES, kdf.fresh_salt())
    return access.upgrade_due(session, least)


def try_code(session: Session, code: str) -> tuple[str, ...]:
    """Which compartments a typed recovery code opens; that it does is written to the ledger. Changes nothing else.

    Raises:
        BadRecoveryCode, WrongRecoveryCode: it opens nothing.
    """
    opens = recovery.compartments(session.path, WayIn(code=code))
    session.vault.append_ledger(_TESTED)
    return opens


def _code(session: Session, found: Sequence[SlotInfo]) -> Code | None:
    opens = tuple(slot.opens for slot in found if slot.type == CODE)
    if not opens:
        return None
    made = tested = ""
    for line in session.vault.ledger():
        if line.event == _MADE:
            made, tested = line.at, ""
        elif line.event == _TESTED or (line.event == _RECOVERED and line.facts.get("by") == CODE):
            tested = line.at
    return Code(made, tested, opens)


def code(session: Session) -> Code | None:
    """The recovery code as it stands; None while there is none."""
    return _code(session, access.slots(session))


def counts(view: BackupView) -> bool:
    """Whether a backup is there, or may be where nobody can look now."""
    return view.state in (State.PRESENT, State.UNREACHABLE)


def days_since(stamp: str) -> int:
    """Whole days since a stamp of the vault."""
    return backup.age_of(stamp).days


def greeting(session: Session) -> Greeting:
    """What to tell, right after an unlocking."""
    told = tuple(map(_told, session.notices))
    told += policies.told_at_unlock(session)
    scheduled = backup_schedule.schedule(session) is not None
    return Greeting(told, cheap=bool(upgrade_overdue(session)), scheduled=scheduled)


def acknowledge(session: Session, sentence: str) -> None:
    """Somebody read one of the notices of a greeting: it is not told at the next unlock."""
    for notice in session.notices:
        if _told(notice) == sentence:
            session.acknowledge(notice)


def _told(notice: Notice) -> str:
    return f"{notice.sentence_text()} {notice.hint_text()}"

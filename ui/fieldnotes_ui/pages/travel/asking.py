"""What the travel page asks of the vault: runs on the vault thread, touches no widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldnotes import files
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Case
from fieldnotes.progress import Watch
from fieldnotes.services import border, find, register, sealed, travel, travel_notice, write
from fieldnotes.services.border import Item
from fieldnotes.services.session import Session
from fieldnotes.services.travel import Away, Back, LeftBehind, Opening
from fieldnotes.services.way_in import WayIn
from fieldnotes_ui.dialogs.travel_return import ReturnWanted
from fieldnotes_ui.widgets.leave_choice import Amounts


@dataclass(frozen=True, slots=True)
class Situation:
    """How the vault stands. `needs_sealed`: the compartment has to be opened before anything can be left."""

    away: Away | None
    cases: tuple[Case, ...]
    amounts: Amounts
    needs_sealed: bool
    conflicts: Mapping[str, int]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that was written; `words` prove it where that was possible here, else its keeper has them."""

    file: Path
    words: str


@dataclass(frozen=True, slots=True)
class Return:
    """What came back, the codes of unfinished notes of the way, and news for whoever shows anything."""

    back: Back
    unfinished: tuple[str, ...]
    changes: Changes


def look(session: Session, watch: Watch) -> Situation:
    del watch
    cases = tuple(find.cases(session))
    by_level = {level: travel.measure(session, (level,))[0] for level in Level}
    by_case = {case.code: travel.measure(session, (), (case.code,))[0] for case in cases}
    everything, names = travel.measure(session, tuple(Level))
    state = sealed.state(session)
    return Situation(
        away=travel.away(session),
        cases=cases,
        amounts=Amounts(by_level, by_case, names, everything),
        needs_sealed=state.is_here and not state.is_open,
        conflicts=travel.to_compare(session),
        items=tuple(border.items(session)),
    )


def pack(
    session: Session,
    watch: Watch,
    *,
    target: Path,
    levels: tuple[Level, ...],
    cases: tuple[str, ...],
    card: Path | None,
    passphrase: str,
    same_disk: bool,
) -> Packed:
    """Write a package; one under a passphrase is read back from the disk and proved at once."""
    travel.write_package(
        session,
        target,
        levels=levels,
        cases=cases,
        card=card,
        passphrase=passphrase,
        same_volume_ok=same_disk,
        watch=watch,
    )
    if not passphrase:
        return Packed(target, "")
    return Packed(target, prove(target, passphrase))


def prove(file: Path, passphrase: str) -> str:
    """The words that a package under a passphrase proves itself with."""
    return " ".join(travel.check_package(file, Opening(passphrase=passphrase)).words)


def leave(session: Session, watch: Watch, words: str) -> tuple[LeftBehind, Changes]:
    """Remove what was packed; everything that lists show has to be read again."""
    changes = everything(session)
    return travel.leave(session, words, watch=watch), changes


def bring_back(session: Session, watch: Watch, wanted: ReturnWanted) -> Return:
    """Bring everything back; notes that were begun on the way and never sealed become records."""
    back = travel.bring_back(
        session,
        wanted.package,
        wanted.opening,
        way=WayIn(passphrase=wanted.passphrase, key_file=wanted.key_file),
        sealed_way=WayIn(passphrase=wanted.sealed, key_file=wanted.key_file),
        home=wanted.home,
        further=wanted.further,
        watch=watch,
    )
    unfinished = tuple(row.code for row in write.keep_unfinished(session))
    return Return(back, unfinished, everything(session))


def everything(session: Session) -> Changes:
    """News for whoever shows anything of the vault."""
    cases = frozenset(case.code for case in find.cases(session))
    return Changes(cases=cases, entries=frozenset(entry.code for entry in register.entries(session)), drafts=True)


def write_notice(session: Session, target: Path) -> None:
    files.atomic_write(target, travel_notice.page(session).encode())

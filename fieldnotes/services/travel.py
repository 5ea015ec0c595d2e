"""Travel: leave part of a vault with somebody else, prove it first, and come back with everything."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fieldnotes.crypto import dice
from fieldnotes.crypto.rows import without_rows
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import BadRecipient, CannotWrite, PassphraseGuessable, TravelRefused
from fieldnotes.files import read_limited
from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.services import mentions, tasks
from fieldnotes.services.cards import load_card, load_identity
from fieldnotes.services.session import Session, strength
from fieldnotes.services.way_in import WayIn, brought
from fieldnotes.vault import info
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots.key_file import same_volume
from fieldnotes.vault.slots.slots import SEALED, Credentials
from fieldnotes.vault.travel import package
from fieldnotes.vault.travel import travel as journeys
from fieldnotes.vault.travel.away import Plan
from fieldnotes.vault.travel.package import Package
from fieldnotes.vault.travel.returning import Keyholder
from fieldnotes.vault.travel.travel import Closing

DEFAULT_LEVELS = (Level.SEALED, Level.INTERNAL)
PASSPHRASE_WORDS = 8
"""88 bits: whoever finds the package has all the time in the world."""

_SAME_VOLUME = N_("the package would lie on the same disk as the vault, where whoever takes the one takes the other")
_NO_PENDING = N_("no package waits for its confirmation; write one first")
_OTHER_FILE = N_("this file is not the package that waits for its confirmation")


@dataclass(frozen=True, slots=True)
class Away:
    """What is not on this computer, for lists and pages. `records` and `names` are how many; `cases` are codes.

    `keeper`: the package is for somebody's card, not under a passphrase. `waiting`: it was written, but nothing was
    removed yet.
    """

    levels: tuple[Level, ...]
    cases: tuple[str, ...]
    since: str
    package: str
    sha256: str
    records: int
    names: int
    keeper: bool
    waiting: bool = False
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Written:
    """A package as it lies on the disk. Nothing was removed; its keeper now has to open it and read eight words out."""

    file: Path = field(repr=False)
    package: str
    sha256: str
    bytes: int
    levels: tuple[Level, ...]
    cases: tuple[str, ...]
    records: int
    names: int
    named: tuple[str, ...] = ()
    """Records that would stay although names that go are written in their text."""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What was removed. `still_named`: records that stay although names that went stand in them.

    `lingering` of `sampled` words that were searched for afterwards are still found: zero unless something is wrong.
    """

    away: Away
    sampled: int
    lingering: int
    still_named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a package's keeper learns: that it is whole, and the words to read out. She sees nothing in it."""

    package: str
    vault: str
    made: str
    bytes: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """What came back, by codes. `names`, `consents`, `conflicts`: both sides had changed them; look at them.

    `recoded`: what had to get another code, because both sides had given it.
    """

    records: tuple[str, ...]
    sealed_on_the_way: int
    names: tuple[str, ...]
    consents: tuple[str, ...]
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    recoded: Mapping[str, str] = field(default_factory=dict)
    code_dropped: bool = False
    """No recovery code opens the sealed compartment any more: it was replaced on the journey. Make a new one."""
    levels: tuple[str, ...] = ()
    """Records whose level both sides changed, or one lowered while the other wrote: the higher stands."""
    verdicts: tuple[str, ...] = ()
    """Cases in which both sides judged a possible name differently: it is left out."""
    purged: tuple[str, ...] = ()
    """Purged in the other copy, and therefore here too."""
    kept: tuple[str, ...] = ()
    """Purged on one side and written on the other since: here until somebody decides."""
    apart: Mapping[str, str] = field(default_factory=dict)
    """Entries whose names or words of consent the other copy sealed for an office, and the code under which those are
    kept: join both once the office opened them."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a package: the keeper's identity file, or its own passphrase."""

    identity: Path | None = field(default=None, repr=False)
    passphrase: str = field(default="", repr=False)


def away(session: Session) -> Away | None:
    """What is left behind, or waits to be; None while everything is here and nothing waits."""
    journey = session.vault.journey
    if (note := journey.away) is not None:
        return Away(
            *(*_told(note.plan), note.since, note.package, note.sha256, note.records, note.names, note.keeper),
            finished=note.finished,
        )
    if (waiting := journey.pending) is not None:
        count = journey.would_leave(waiting.plan)
        return Away(
            *(*_told(waiting.plan), waiting.made, waiting.package, waiting.sha256, count.records, count.names),
            keeper=waiting.keeper,
            waiting=True,
            finished=False,
        )
    return None


def measure(session: Session, levels: Collection[Level], cases: Collection[str] = ()) -> tuple[int, int]:
    """How many records and how many names of the register would be left behind."""
    count = session.vault.journey.would_leave(Plan(frozenset(levels), frozenset(cases)))
    return count.records, count.names


def named_after(session: Session, levels: Collection[Level], cases: Collection[str] = ()) -> tuple[str, ...]:
    """Records that would stay and in whose text names are written that would go: to be told before anything goes."""
    if Level.SEALED not in levels:
        return ()
    return mentions.named_in_the_open(session, without=levels, cases=cases)


def write_package(
    session: Session,
    out: Path,
    *,
    levels: Collection[Level] = DEFAULT_LEVELS,
    cases: Collection[str] = (),
    card: Path | None = None,
    passphrase: str = "",
    same_volume_ok: bool = False,
    watch: Watch | None = None,
) -> Written:
    """Write the package of the whole vault, for the owner of `card` or under a passphrase of its own.

    Nothing is removed: that is what `leave` does, once the package was opened and its words were read out.

    Raises:
        TravelRefused: on the same disk, the compartment is closed, something is away, or nothing was chosen.
        PassphraseGuessable: it is no match for eight dice words.
        BadRecipient, AlreadyExists, DiskFull, CannotWrite, VaultDamaged, NoSuchRecord: no package was written.
    """
    _check_place(session, out, same_volume_ok=same_volume_ok)
    mentions.refresh(session, watch=watch)
    tasks.seal_named(session)
    named = named_after(session, levels, cases)
    plan = Plan(frozenset(levels), frozenset(cases))
    with _closing(card, passphrase) as closing:
        note = session.vault.journey.write_package(plan, out, closing, watch)
    count = session.vault.journey.would_leave(note.plan)
    size = out.stat().st_size
    return Written(out, note.package, note.sha256, size, *_told(plan), count.records, count.names, named)


def check_package(path: Path, opening: Opening, *, watch: Watch | None = None) -> Checked:
    """Decrypt a package completely and verify it, on its keeper's computer or here. Nothing is written.

    Raises:
        PackageDamaged, BadIdentityFile, CannotRead, FileTooLarge.
    """
    made, data = _read(path, opening)
    if watch is not None:
        watch.check()
    return Checked(made.id, made.vault, made.made, len(data), package.confirmation(made, data))


def leave(session: Session, confirmation: str, *, watch: Watch | None = None) -> LeftBehind:
    """Remove what the waiting package was made for. `confirmation` are the eight words that its keeper read out.

    Raises:
        TravelRefused: nothing waits, other words, or the vault changed since. Nothing was removed.
        DiskFull, CannotWrite: the next unlock goes on with what was begun.
    """
    words = tuple(confirmation.lower().replace("-", " ").replace(",", " ").split())
    session.forget_matcher()
    left = session.vault.journey.leave(words, watch)
    told = away(session)
    assert told is not None
    return LeftBehind(told, left.sampled, left.lingering, left.still_named)


def leave_with_passphrase(session: Session, path: Path, passphrase: str, *, watch: Watch | None = None) -> LeftBehind:
    """The same for a package under a passphrase: it is read back from the disk and decrypted completely first.

    Raises:
        PackageDamaged: it does not open. TravelRefused and others: as `leave`.
    """
    waiting = session.vault.journey.pending
    if waiting is None:
        raise TravelRefused(what=tr(_NO_PENDING))
    made, data = _read(path, Opening(passphrase=passphrase))
    if hashlib.sha256(data).hexdigest() != waiting.sha256:
        raise TravelRefused(what=tr(_OTHER_FILE))
    return leave(session, " ".join(package.confirmation(made, data)), watch=watch)


def bring_back(
    session: Session,
    path: Path,
    opening: Opening,
    *,
    way: WayIn | str,
    sealed_way: WayIn | str,
    home: Path | None = None,
    further: Collection[str] = (),
    watch: Watch | None = None,
) -> Back:
    """Bring back what was left behind, and with `home` what was changed in another copy of the vault meanwhile.

    `way` and `sealed_way` open the vault as it was when it was left; afterwards the sealed compartment is open.
    `further` passphrases are tried where those open nothing: one was changed since, here or in the other copy.

    Raises:
        ReturnRefused: nothing is away, or it is another package. PackageDamaged: it does not open.
        WrongPassphrase, WrongSealedPassphrase, FactorMissing and others of `way_in.brought`.
        DiskFull, CannotWrite: do it again; nothing was lost.
    """
    made, data = _read(path, opening)
    then = info.of(header.parse(made.files[header.FILE_NAME]), database_bytes=0, header_bytes=0)
    session.forget_matcher()
    with ExitStack() as stack:
        vault = stack.enter_context(brought(WayIn.of(way), then))
        sealed = stack.enter_context(brought(WayIn.of(sealed_way), then, SEALED))
        others = tuple(Credentials(stack.enter_context(Secret.of(passphrase))) for passphrase in further)
        returned = session.vault.journey.bring_back(made, data, Keyholder(vault, sealed, others), watch, home=home)
    mentions.refresh(session, watch=watch)
    restored, merged = returned.restored, returned.merged
    if merged is None:
        return Back(
            restored.records,
            restored.capsules,
            restored.names,
            restored.consents,
            code_dropped=returned.code_dropped,
            verdicts=restored.verdicts,
        )
    return Back(
        restored.records,
        restored.capsules,
        _both(restored.names, merged.entries),
        _both(restored.consents, merged.consents),
        merged.added,
        merged.changed,
        merged.conflicts,
        merged.recoded,
        returned.code_dropped,
        merged.levels,
        _both(restored.verdicts, merged.verdicts),
        merged.purged,
        merged.kept,
        merged.apart,
    )


def to_compare(session: Session) -> dict[str, int]:
    """Records that two sides had changed, and the version of each to compare with the present one."""
    return session.vault.journey.merged()


def compared(session: Session, code: str) -> None:
    """Somebody looked at both versions. Raises NoSuchRecord."""
    session.vault.journey.settle(code)


def _told(plan: Plan) -> tuple[tuple[Level, ...], tuple[str, ...]]:
    return tuple(sorted(plan.levels, reverse=True)), tuple(sorted(plan.cases))


def _check_place(session: Session, out: Path, *, same_volume_ok: bool) -> None:
    if not out.parent.is_dir():
        raise CannotWrite(name=out.name, reason=tr(N_("there is no such folder")))
    if not same_volume_ok and same_volume(out.parent, session.path):
        raise TravelRefused(what=tr(_SAME_VOLUME))


@contextmanager
def _closing(card: Path | None, passphrase: str) -> Iterator[Closing]:
    if card is not None:
        yield Closing(recipients=load_card(card).age)
        return
    if not passphrase:
        raise BadRecipient(name=tr(N_("nobody")))
    enough = strength(passphrase).bits >= dice.bits(PASSPHRASE_WORDS)
    if not enough and dice.recognise(without_rows(passphrase)).bits < dice.bits(PASSPHRASE_WORDS) - 1:
        raise PassphraseGuessable(words=PASSPHRASE_WORDS)
    with Secret.of(passphrase) as secret:
        yield Closing(passphrase=secret)


def _read(path: Path, opening: Opening) -> tuple[Package, bytes]:
    data = read_limited(path, package.LIMIT_BYTES)
    if opening.identity is not None:
        secrets = load_identity(opening.identity).age_secrets
        return journeys.read_package(data, identities=secrets, name=path.name), data
    with Secret.of(opening.passphrase) as secret:
        return journeys.read_package(data, passphrase=secret, name=path.name), data


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))

"""Passphrases and recovery codes: from a file, standard input or the terminal.

Never from an argument or the environment, where every program of this computer can read them.
"""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fieldnotes import files
from fieldnotes.cli.output import note
from fieldnotes.errors import (
    BadValue,
    CannotRead,
    FactorMissing,
    LeftBehind,
    WrongIdentity,
    WrongRecoveryCode,
    WrongSealedPassphrase,
)
from fieldnotes.services import policy
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session
from fieldnotes.services.way_in import WayIn

_LIMIT = 64 * 1024


@contextmanager
def opened(args: Namespace, *, sealed: bool = False) -> Iterator[Session]:
    """The vault of the command, unlocked, and locked again whatever happens.

    With `sealed`, the sealed compartment is opened too: with its own passphrase if one is given, else the first.
    """
    first = way_in(args)
    session = sessions.unlock(args.vault, first)
    tell(session)
    try:
        if sealed:
            _open_sealed(session, args, first)
        yield session
    finally:
        session.lock()


@contextmanager
def opened_with_names_if_possible(args: Namespace) -> Iterator[Session]:
    """Like `opened`, with the sealed compartment open if its passphrase is at hand and closed if not."""
    first = way_in(args)
    session = sessions.unlock(args.vault, first)
    tell(session)
    try:
        try:
            session.open_sealed(sealed_way(args, first))
        except (WrongSealedPassphrase, WrongRecoveryCode, WrongIdentity, FactorMissing, LeftBehind) as error:
            if args.sealed_passphrase_file and not isinstance(error, LeftBehind):
                raise
        yield session
    finally:
        session.lock()


def tell(session: Session) -> None:
    """What the unlocking found, before anything else is said."""
    for notice in session.notices:
        note(f"warning: {notice.sentence_text()}")
        note(f"hint: {notice.hint_text()}")
    for sentence in policy.told_at_unlock(session):
        note(f"warning: {sentence}")
    if session.notices:
        note("hint: this is told until you say that you read it: ledger acknowledge VAULT")


def way_in(args: Namespace) -> WayIn:
    """What the command's options bring to open the vault; the passphrase is asked for unless something else is.

    Read once a command: standard input gives a line only once.
    """
    if "way" not in args:
        args.way = _way_in(args)
    way: WayIn = args.way
    return way


def sealed_way(args: Namespace, first: WayIn) -> WayIn:
    """The same for the sealed compartment: its own passphrase if one is given, else what opened the vault."""
    source: str | None = args.sealed_passphrase_file
    if source is None:
        return first
    return WayIn(passphrase(source, "Passphrase of the sealed compartment: "), key_file=args.key_file)


def new_passphrase(source: str | None, prompt: str) -> str:
    """A passphrase to be set: from a file, or typed twice on the terminal."""
    first = passphrase(source, prompt)
    if source is None and getpass.getpass("The same again: ") != first:
        raise BadValue(field="the second typing", value="different", allowed="the same passphrase twice")
    return first


def line(prompt: str) -> str:
    """A line that is typed on the terminal.

    Raises:
        BadValue: there is nobody to type one.
    """
    try:
        return input(prompt)
    except EOFError:
        raise BadValue(
            field="what was asked for", value="nothing", allowed="a typed line, or an option with a file"
        ) from None


def whole(source: str) -> str:
    """All of a file or of standard input: a recovery code may be written in lines."""
    if source == "-":
        return sys.stdin.read(_LIMIT)
    return _text(source)


def passphrase(source: str | None, prompt: str) -> str:
    """The first line of `source`; `-` is standard input; without one, asked on the terminal without echo."""
    if source == "-":
        return _line(sys.stdin.readline())
    if source is not None:
        return _line(_text(source).split("\n", 1)[0])
    if not sys.stdin.isatty():
        raise BadValue(
            field="the passphrase", value="missing", allowed="--passphrase-file FILE, or - for standard input"
        )
    return getpass.getpass(prompt)


def _way_in(args: Namespace) -> WayIn:
    if args.recovery_code_file is not None:
        return WayIn(code=whole(args.recovery_code_file))
    if args.organisation is not None:
        return WayIn(identity=args.organisation)
    return WayIn(passphrase(args.passphrase_file, "Passphrase: "), key_file=args.key_file)


def _open_sealed(session: Session, args: Namespace, first: WayIn) -> None:
    try:
        session.open_sealed(sealed_way(args, first))
    except LeftBehind:
        return  # what only writes goes on; what has to read says so itself
    except WrongSealedPassphrase:
        if args.sealed_passphrase_file or not sys.stdin.isatty():
            raise
        session.open_sealed(WayIn(getpass.getpass("Passphrase of the sealed compartment: "), key_file=args.key_file))


def _text(source: str) -> str:
    try:
        return files.read_limited(Path(source), _LIMIT, only_regular=False).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotRead(name=Path(source).name, reason="it is not UTF-8 text") from error


def _line(line: str) -> str:
    line = line.rstrip("\r\n")
    if not line:
        raise BadValue(field="the passphrase", value="empty", allowed="the first line of the file or of standard input")
    return line

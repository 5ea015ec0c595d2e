"""Passphrases: from a file, standard input or the terminal. Never from an argument or the environment."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fieldnotes import files
from fieldnotes.errors import BadValue, CannotRead, WrongSealedPassphrase
from fieldnotes.services import session as sessions
from fieldnotes.services.session import Session

_LIMIT = 64 * 1024


@contextmanager
def opened(args: Namespace, *, sealed: bool = False) -> Iterator[Session]:
    """The vault of the command, unlocked, and locked again whatever happens.

    With `sealed`, the sealed compartment is opened too: with its own passphrase if one is given, else the first.
    """
    first = passphrase(args.passphrase_file, "Passphrase: ")
    session = sessions.unlock(args.vault, first)
    try:
        if sealed:
            _open_sealed(session, args, first)
        yield session
    finally:
        session.lock()


@contextmanager
def opened_with_names_if_possible(args: Namespace) -> Iterator[Session]:
    """Like `opened`, with the sealed compartment open if its passphrase is at hand and closed if not."""
    first = passphrase(args.passphrase_file, "Passphrase: ")
    session = sessions.unlock(args.vault, first)
    try:
        try:
            session.open_sealed(_sealed_passphrase(args, first))
        except WrongSealedPassphrase:
            if args.sealed_passphrase_file:
                raise
        yield session
    finally:
        session.lock()


def passphrase(source: str | None, prompt: str) -> str:
    """The first line of `source`; `-` is standard input; without one, asked on the terminal without echo."""
    if source == "-":
        return _line(sys.stdin.readline())
    if source is not None:
        try:
            return _line(
                files.read_limited(Path(source), _LIMIT, only_regular=False).decode("utf-8-sig").split("\n", 1)[0]
            )
        except UnicodeDecodeError as error:
            raise CannotRead(name=Path(source).name, reason="it is not UTF-8 text") from error
    if not sys.stdin.isatty():
        raise BadValue(
            field="the passphrase", value="missing", allowed="--passphrase-file FILE, or - for standard input"
        )
    return getpass.getpass(prompt)


def _open_sealed(session: Session, args: Namespace, first: str) -> None:
    try:
        session.open_sealed(_sealed_passphrase(args, first))
    except WrongSealedPassphrase:
        if args.sealed_passphrase_file or not sys.stdin.isatty():
            raise
        session.open_sealed(getpass.getpass("Passphrase of the sealed compartment: "))


def _sealed_passphrase(args: Namespace, first: str) -> str:
    source: str | None = args.sealed_passphrase_file
    return first if source is None else passphrase(source, "Passphrase of the sealed compartment: ")


def _line(line: str) -> str:
    line = line.rstrip("\r\n")
    if not line:
        raise BadValue(field="the passphrase", value="empty", allowed="the first line of the file or of standard input")
    return line

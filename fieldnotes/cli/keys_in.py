"""An editor's key store and the bundle she opens with it, as many commands take them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from fieldnotes.cli.secrets_in import passphrase
from fieldnotes.services import keys as key_stores
from fieldnotes.services import reading as readings
from fieldnotes.services.keys import Keys
from fieldnotes.services.reading import Reading


def key_options(made: ArgumentParser) -> None:
    made.add_argument("--keys", type=Path, required=True, metavar="FILE", help="your key store, see keys new")
    passphrase_option(made)


def passphrase_option(made: ArgumentParser) -> None:
    made.add_argument("--passphrase-file", metavar="FILE", help="its first line is the passphrase; - is standard input")


def expired_option(made: ArgumentParser) -> None:
    made.add_argument("--even-expired", action="store_true", help="although its author wanted it closed by now")


def older_option(made: ArgumentParser) -> None:
    made.add_argument("--even-older", action="store_true", help="although you have seen a newer one of its series")


@contextmanager
def opened_keys(args: Namespace) -> Iterator[Keys]:
    """The key store of the command, closed again whatever happens."""
    with key_stores.unlock(args.keys, passphrase(args.passphrase_file, "Passphrase of your keys: ")) as keys:
        yield keys


@contextmanager
def opened_reading(args: Namespace) -> Iterator[tuple[Keys, Reading]]:
    """The key store and the bundle of the command, which is remembered as seen.

    Raises:
        BundleForked, BundleOlder: it must not be taken for the present one.
    """
    with opened_keys(args) as keys:
        reading = readings.open_bundle(args.file, keys, even_expired=args.even_expired)
        readings.refuse_stale(reading, args.file.name, even_older=args.even_older)
        readings.remember(reading, keys)
        yield keys, replace(reading, although_older=args.even_older)

"""Options that many commands share, so that they mean and read the same everywhere."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from fieldnotes.cli.output import Reply
from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.services.session import SUFFIX

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - the only name typeshed has
else:
    Subparsers = Any

_E = TypeVar("_E", bound=Enum)
_T = TypeVar("_T")


def command(
    group: Subparsers, name: str, run: Callable[[argparse.Namespace], Reply], help_text: str
) -> argparse.ArgumentParser:
    """A command with `--json`, which every one has."""
    made: argparse.ArgumentParser = group.add_parser(name, help=help_text, description=help_text)
    made.add_argument("--json", action="store_true", help="print one JSON object")
    made.set_defaults(run=run)
    return made


def group(top: Subparsers, name: str, help_text: str, *, epilog: str = "") -> Subparsers:
    """A word that only gathers others, such as `case` in `case add`."""
    made = top.add_parser(name, help=help_text, description=help_text, epilog=epilog or None)
    return made.add_subparsers(metavar="VERB", required=True, title="verbs")


def vault(
    made: argparse.ArgumentParser, *, sealed: bool = False, opened: bool = True, organisation: bool = True
) -> None:
    """The vault and, where it is opened, the ways into it.

    `organisation=False` for a command whose `--identity` is another one.
    """
    made.add_argument("vault", type=folder, metavar="VAULT", help=f"the vault's folder; its {SUFFIX} may be left out")
    if opened:
        ways(made, organisation=organisation)
    if sealed:
        made.add_argument(
            "--sealed-passphrase-file", metavar="FILE", help="the same for the sealed compartment, if it has its own"
        )


def folder(text: str) -> Path:
    """The folder of a vault, whose ending may be left out as when it was made."""
    path = Path(text)
    whole = path.with_name(path.name + SUFFIX) if path.name else path
    return whole if whole.is_dir() and not path.exists() else path


def ways(made: argparse.ArgumentParser, *, organisation: bool = True) -> None:
    """What somebody may bring to open a vault; secrets never are arguments, only files that hold them."""
    made.set_defaults(organisation=None)
    made.add_argument("--passphrase-file", metavar="FILE", help="its first line is the passphrase; - is standard input")
    made.add_argument("--key-file", type=Path, metavar="FILE", help="the key file, if the vault asks for one")
    made.add_argument(
        "--recovery-code-file", metavar="FILE", help="the 24 words, instead of a passphrase; - is standard input"
    )
    if organisation:
        made.add_argument(
            "--identity",
            dest="organisation",
            type=Path,
            metavar="FILE",
            help="the identity of an organisation that has a slot, instead of a passphrase",
        )


class Chosen(Generic[_T]):
    """Reads an argument and knows what may be written for it, so that every help text says so."""

    def __init__(self, read: Callable[[str], _T], allowed: str) -> None:
        self._read = read
        self.allowed = allowed

    def __call__(self, text: str) -> _T:
        return self._read(text)


def _level(text: str) -> Level:
    try:
        return Level.parse(text)
    except KeyError:
        raise argparse.ArgumentTypeError(f"{text} is not one of {level.allowed}") from None


level = Chosen(_level, " ".join(one.name for one in Level))


def choice(kind: type[_E], **also: _E) -> Chosen[_E]:
    """One of an enumeration's values, in any letter case; `also` are other words for some of them."""
    allowed = " ".join(str(one.value) for one in kind)
    known = {**also, **{str(one.value).casefold(): one for one in kind}}

    def read(text: str) -> _E:
        try:
            return known[text.strip().casefold()]
        except KeyError:
            raise argparse.ArgumentTypeError(f"{text} is not one of {allowed}") from None

    return Chosen(read, allowed)


audience = choice(Audience, lawyer=Audience.LEGAL)
"""The manual says lawyer, as the window does."""


def pair(left: type[_E], right: type[Enum]) -> Chosen[tuple[Any, Any]]:
    """`USE=ANSWER`."""
    use, answer = choice(left), choice(right)

    def read(text: str) -> tuple[Any, Any]:
        key, separator, value = text.partition("=")
        if not separator:
            raise argparse.ArgumentTypeError(f"{text} is not of the form USE=ANSWER")
        return use(key), answer(value)

    return Chosen(read, f"USE: {use.allowed}; ANSWER: {answer.allowed}")


def count(text: str) -> int:
    """A whole number from 1."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1")
    return int(text)


def plain(mapping: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): value for key, value in mapping.items()}

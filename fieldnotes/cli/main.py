"""The command line: the same verbs as the window, for scripts and for people without one."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any, NoReturn

from fieldnotes import __version__, process
from fieldnotes.cli import output
from fieldnotes.cli.arguments import Chosen
from fieldnotes.cli.commands import ALL, audit
from fieldnotes.errors import BadValue, Bug, FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.progress import Cancelled

EXIT_CANCELLED = 130
_NO_TEXT = re.compile("[\ud800-\udfff]")
_BYTES = N_("bytes that are no text")


class _Parser(argparse.ArgumentParser):
    """argparse with our form of error message; exit code 2 as usual."""

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        """Every argument that takes one of a few words says which these are."""
        read, told = options.get("type"), options.get("help", "")
        if isinstance(read, Chosen) and not all(word in (told or "") for word in read.allowed.split()):
            options["help"] = f"{told} ({read.allowed})" if told else read.allowed
        return super().add_argument(*names, **options)

    def error(self, message: str) -> NoReturn:
        print(f"{output.PROGRAM}: error: {message}", file=sys.stderr)
        print(f"hint: {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (docs/errors.md)."""
    process.harden()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = sys.argv[1:] if argv is None else argv
    args = _understood(given)
    try:
        reply: output.Reply = _run(args, given)
        output.say(reply, as_json=args.json)
        sys.stdout.flush()
    except FieldNotesError as error:
        return output.fail(error)
    except (Cancelled, KeyboardInterrupt):
        output.note("Stopped. Nothing was changed.")
        return EXIT_CANCELLED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:  # noqa: BLE001 - the last line: no traceback, whose values could name somebody
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        where = (
            f"{type(error).__name__}, line {frame.tb_lineno} of {frame.tb_frame.f_globals.get('__name__')}"
            if frame
            else ""
        )
        return output.fail(Bug(what=where))
    return reply.exit_code


def _understood(given: Sequence[str]) -> argparse.Namespace:
    """The command. An audit that is not understood must not end like one that found something small."""
    try:
        return parser().parse_args(_spelled_out(given))
    except SystemExit as end:
        if end.code and list(given[:1]) == ["audit"]:
            raise SystemExit(audit.EXIT_USAGE) from end
        raise


def _spelled_out(given: Sequence[str]) -> Sequence[str]:
    """`audit VAULT` is short for `audit run VAULT`."""
    if list(given[:1]) == ["audit"] and len(given) > 1 and given[1] not in (*audit.VERBS, "-h", "--help"):
        return ["audit", "run", *given[1:]]
    return given


def _run(args: argparse.Namespace, given: Sequence[str]) -> output.Reply:
    """Python keeps bytes of an argument that are no text as lone surrogates, which no file of ours may hold."""
    if any(_NO_TEXT.search(word) for word in given):
        raise BadValue(field="argument", value=tr(_BYTES), allowed="UTF-8")
    reply: output.Reply = args.run(args)
    return reply


@cache
def parser() -> argparse.ArgumentParser:
    top = _Parser(
        prog=output.PROGRAM, description="Keep testimonies, protect their sources, hand over redacted bundles."
    )
    top.add_argument("--version", action="version", version=f"FieldNotes {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for command in ALL:
        command.register(commands)
    return top


if __name__ == "__main__":
    sys.exit(main())

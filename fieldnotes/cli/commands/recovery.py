"""recovery new, use, test: come back when the passphrase is lost."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.commands.slot import change_data
from fieldnotes.cli.output import Reply, note
from fieldnotes.cli.secrets_in import new_passphrase, opened_with_names_if_possible, way_in
from fieldnotes.errors import BadValue
from fieldnotes.services import access, recovery
from fieldnotes.services.access import MASTER, SEALED, WayIn

_IN_A_ROW = 6


def register(top: Subparsers) -> None:
    verbs = arguments.group(top, "recovery", "a code on paper that opens the vault when the passphrase is lost")
    new = arguments.command(verbs, "new", _new, "make a code of 24 words; it is shown once, and an older one ends")
    arguments.vault(new, sealed=True)
    test = arguments.command(verbs, "test", _test, "whether a code or an identity opens a vault; changes nothing")
    arguments.vault(test)
    use = arguments.command(verbs, "use", _use, "open by the code, or as the organisation, and set a new passphrase")
    arguments.vault(use)
    use.add_argument("--new-passphrase-file", metavar="FILE", help="its first line; - is standard input")
    use.add_argument(
        "--new-sealed-passphrase-file", metavar="FILE", help="the same for the sealed compartment, if it is to differ"
    )
    use.add_argument("--policy", type=Path, metavar="FILE", help="may ask for a stronger passphrase")


def _new(args: Namespace) -> Reply:
    """The words go to the terminal (standard error), never into what a script collects."""
    with opened_with_names_if_possible(args) as session:
        offered = recovery.offer()
        note("Write these words down, in this order. They are shown this once. Whoever has them opens the vault.")
        for row in _rows(offered.words):
            note(row)
        typed = [_asked(place) for place in offered.asks]
        change = recovery.keep(session, way_in(args), offered, typed)
    what = "the vault and its sealed compartment" if change.sealed else "the vault, but not its sealed compartment"
    lines = [f"The code opens {what}. Keep it apart from the computer, and not in a photograph."]
    if change.removed:
        lines.append("The older code opens nothing any more, except in copies made until now.")
    return Reply(change_data(change), lines)


def _test(args: Namespace) -> Reply:
    opens = recovery.compartments(args.vault, _coming(args))
    told = {MASTER: "the vault", SEALED: "its sealed compartment"}
    opened, closed = (" and ".join(told[one] for one in told if (one in opens) is wanted) for wanted in (True, False))
    line = f"It opens {opened}" + (f", but not {closed}" if closed else "")
    return Reply({"opens": list(opens)}, [f"{line}. Nothing was changed."])


def _use(args: Namespace) -> Reply:
    by = _coming(args)
    first = new_passphrase(args.new_passphrase_file, "New passphrase: ")
    second = None
    if args.new_sealed_passphrase_file is not None:
        second = new_passphrase(args.new_sealed_passphrase_file, "New passphrase of the sealed compartment: ")
    session, done = recovery.recover(
        args.vault, by, first, new_sealed=second, minimum_words=access.policy_minimum(args.policy)
    )
    session.lock()
    lines = [f"The new passphrase opens the vault; every older one is gone. It is {done.strength.words}."]
    if not done.change.sealed:
        lines.append("The sealed compartment keeps the passphrase that it had.")
    elif second is None:
        lines.append("It opens the sealed compartment too: give that one its own with passwd --sealed.")
    if done.change.removed:
        numbers = ", ".join(str(number) for number in done.change.removed)
        lines.append(f"Ways in that were removed: slots {numbers}. See what is left with slot list.")
    if by.code:
        lines.append("If somebody may have seen the code, make a new one now: recovery new VAULT.")
    return Reply({**change_data(done.change), "strength": done.strength.words}, lines)


def _coming(args: Namespace) -> WayIn:
    if args.recovery_code_file is None and args.organisation is None:
        raise BadValue(field="the way in", value="missing", allowed="--recovery-code-file FILE or --identity FILE")
    return way_in(args)


def _rows(words: Sequence[str]) -> list[str]:
    numbered = [f"{place:2}. {word:<10}" for place, word in enumerate(words, 1)]
    return [" ".join(numbered[start : start + _IN_A_ROW]).rstrip() for start in range(0, len(words), _IN_A_ROW)]


def _asked(place: int) -> str:
    """Raises BadValue where nobody types: the code was not kept then, and an older one goes on working."""
    note(f"Type word {place} from your paper:")
    typed = sys.stdin.readline()
    if not typed:
        note("Nothing was typed, so these words open nothing: strike them out. An older code works as before.")
        raise BadValue(field=f"word {place}", value="missing", allowed="typed at a terminal, from the paper")
    return typed.strip()

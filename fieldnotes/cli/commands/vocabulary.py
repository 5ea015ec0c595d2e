"""vocabulary list, add; template list, use."""

from __future__ import annotations

import argparse
from argparse import Namespace

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened, opened_with_names_if_possible
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.services import templates, vocabulary


def register(top: Subparsers) -> None:
    group = arguments.group(top, "vocabulary", "coded terms, the program's and your own")
    listed = arguments.command(group, "list", _list, "terms with their codes")
    arguments.vault(listed)
    listed.add_argument("--kind", choices=vocabulary.KINDS, default="")
    listed.add_argument("--language", default="en", metavar="xx")
    made = arguments.command(group, "add", _add, "keep a term of your own in the vault")
    arguments.vault(made)
    made.add_argument("kind", choices=vocabulary.KINDS)
    made.add_argument("--label", action="append", required=True, type=_label, metavar="xx=WORDS", help="en, az, ru, tr")
    forms = arguments.group(top, "template", "records with their questions, ready to be filled")
    shown = arguments.command(forms, "list", _templates, "the templates there are")
    shown.add_argument("--language", default="en", metavar="xx")
    used = arguments.command(forms, "use", _use, "start a record from a template")
    arguments.vault(used, sealed=True)
    used.add_argument("name", metavar="TEMPLATE")
    used.add_argument("--case", required=True, metavar="CODE")
    used.add_argument("--language", default="en", metavar="xx", help="en, az, ru, tr")
    used.add_argument("--level", type=arguments.level, default=DEFAULT_LEVEL, help="INTERNAL unless said otherwise")
    used.add_argument("--source", default="", metavar="PERSON")


def _label(text: str) -> tuple[str, str]:
    language, separator, words = text.partition("=")
    if not separator:
        raise argparse.ArgumentTypeError(f"{text} is not of the form xx=WORDS")
    return language, words


def _list(args: Namespace) -> Reply:
    with opened(args) as session:
        terms = vocabulary.of(session).terms(args.kind)
    data = {"terms": [{"code": one.code, "labels": dict(one.labels), "own": one.is_own} for one in terms]}
    return Reply(data, table([(one.code, one.label(args.language)) for one in terms], "CODE", "LABEL"))


def _add(args: Namespace) -> Reply:
    with opened(args) as session:
        code = vocabulary.add(session, args.kind, dict(args.label))
    return Reply({"code": code}, [f"{code} is kept."])


def _templates(args: Namespace) -> Reply:
    found = templates.all_of()
    data = {
        "templates": [{"name": one.name, "kind": one.kind.value, "label": one.label(args.language)} for one in found]
    }
    return Reply(
        data, table([(one.name, one.kind.value, one.label(args.language)) for one in found], "NAME", "KIND", "")
    )


def _use(args: Namespace) -> Reply:
    needs_names = args.level is Level.SEALED
    with opened_with_names_if_possible(args) if needs_names else opened(args) as session:
        row = templates.use(session, args.name, args.case, language=args.language, level=args.level, source=args.source)
    return Reply({"code": row.code, "kind": row.kind.value}, [f"{row.code} is ready to be filled."])

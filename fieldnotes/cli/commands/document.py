"""import: bring written files in."""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply
from fieldnotes.cli.secrets_in import opened, opened_with_names_if_possible
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.record import WRITTEN, Kind
from fieldnotes.services import ingest


def register(top: Subparsers) -> None:
    made = arguments.command(top, "import", _import, "import text, Markdown or DOCX files as testimonies")
    arguments.vault(made, sealed=True)
    made.add_argument("files", type=Path, nargs="+", metavar="FILE")
    made.add_argument("--case", required=True, metavar="CODE")
    made.add_argument("--kind", type=_written, default=Kind.TESTIMONY, help="testimony or note")
    made.add_argument("--level", type=arguments.level, default=DEFAULT_LEVEL, help="INTERNAL unless said otherwise")
    made.add_argument("--language", default="", metavar="xx", help="en, az, ru, tr, …")
    made.add_argument(
        "--source", default="", metavar="PERSON", help="code of the person who speaks, or public-document"
    )


def _written(text: str) -> Kind:
    """A kind whose text somebody writes."""
    kind = arguments.choice(Kind)(text)
    if kind not in WRITTEN:
        raise argparse.ArgumentTypeError(f"{text} is kept in fields: see incident, publication and evidence")
    return kind


def _import(args: Namespace) -> Reply:
    needs_names = args.level is Level.SEALED
    with opened_with_names_if_possible(args) if needs_names else opened(args) as session:
        imported = ingest.import_files(
            session,
            args.files,
            case=args.case,
            kind=args.kind,
            level=args.level,
            language=args.language,
            source=args.source,
        )
    data = {
        "records": [
            {
                "code": one.code,
                "file": one.name,
                "encoding": one.encoding,
                "characters": one.characters,
                "same_as": list(one.same_as),
            }
            for one in imported
        ]
    }
    lines = []
    for one in imported:
        lines.append(f"{one.code}  {one.name}  ({one.encoding}, {one.characters} characters)")
        if one.same_as:
            lines.append(f"  The very same file was imported before: {', '.join(one.same_as)}. Remove one of them.")
    return Reply(data, lines)

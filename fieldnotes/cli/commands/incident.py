"""incident add, show, list, edit, reprisals; publication add, list."""

from __future__ import annotations

import argparse
from argparse import Namespace
from typing import Any

from fieldnotes.cli import arguments, forms_in
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened, opened_with_names_if_possible
from fieldnotes.errors import FormNeeded
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.form_values import as_plain
from fieldnotes.model.forms import Incident, Publication
from fieldnotes.model.level import DEFAULT_LEVEL
from fieldnotes.services import forms, incidents
from fieldnotes.services.incidents import Reprisal

_USUAL_DAYS = 30


def register(top: Subparsers) -> None:
    group = arguments.group(top, "incident", "who did what to whom, in fields")
    made = arguments.command(group, "add", _add, "record an incident with its acts")
    arguments.vault(made, sealed=True)
    _new(made)
    forms_in.options(made)
    show = arguments.command(group, "show", _show, "the fields and the text of an incident")
    arguments.vault(show, sealed=True)
    show.add_argument("code", metavar="CODE")
    listed = arguments.command(group, "list", _list, "incidents, newest first")
    arguments.vault(listed, sealed=True)
    listed.add_argument("--case", metavar="CODE")
    edit = arguments.command(group, "edit", _edit, "change the fields of an incident; lists are added to")
    arguments.vault(edit, sealed=True)
    edit.add_argument("code", metavar="CODE")
    edit.add_argument(
        "--act", type=arguments.count, default=1, metavar="N", help="which act; one more than there are adds one"
    )
    edit.add_argument("--title")
    forms_in.options(edit)
    found = arguments.command(group, "reprisals", _reprisals, "acts that followed a publication")
    arguments.vault(found, sealed=True)
    found.add_argument("--within", type=arguments.count, default=_USUAL_DAYS, metavar="DAYS")
    found.add_argument("--case", metavar="CODE")
    _register_publications(top)


def _register_publications(top: Subparsers) -> None:
    group = arguments.group(top, "publication", "what somebody made public")
    made = arguments.command(group, "add", _publish, "record a publication")
    arguments.vault(made, sealed=True)
    made.add_argument("--case", required=True, metavar="CODE")
    made.add_argument("--title", required=True)
    made.add_argument("--level", type=arguments.level, default=DEFAULT_LEVEL, help="INTERNAL unless said otherwise")
    made.add_argument("--language", default="", metavar="xx")
    made.add_argument("--author", default="", metavar="CODE")
    made.add_argument("--outlet", default="")
    made.add_argument("--on", default="", metavar="DATE")
    made.add_argument("--url", default="")
    made.add_argument("--narrative", default="", metavar="WORDS")
    listed = arguments.command(group, "list", _publications, "publications, newest first")
    arguments.vault(listed, sealed=True)
    listed.add_argument("--case", metavar="CODE")


def _new(made: argparse.ArgumentParser) -> None:
    made.add_argument("--case", required=True, metavar="CODE")
    made.add_argument("--title", default="", help="without one, what the first act is called")
    made.add_argument("--level", type=arguments.level, default=DEFAULT_LEVEL, help="INTERNAL unless said otherwise")
    made.add_argument("--language", default="", metavar="xx", help="of the text: en, az, ru, tr")
    made.add_argument(
        "--source", default="", metavar="PERSON", help="whose words it is; else whoever gives the account"
    )


def _add(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        row = forms.add(
            session,
            args.case,
            forms_in.incident(args),
            title=args.title,
            level=args.level,
            language=args.language,
            source=args.source,
        )
    return Reply({"code": row.code, "level": row.level.name}, [f"{row.code} is kept as {row.level.name}."])


def _show(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        record, form = forms.read(session, args.code)
    data = {"code": args.code, "level": record.row.level.name, "form": as_plain(form), "text": record.body.text}
    return Reply(data, [f"{args.code}  {record.row.level.name}", "", *record.body.text.split("\n")])


def _list(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        told = incidents.all_of(session, case=args.case)
    rows = [(one.record.code, one.record.row.level.name, one.form) for one in told]
    data = {"incidents": [{"code": code, "level": level, **as_plain(form)} for code, level, form in rows]}
    lines = table(
        [
            (code, level, str(form.when) or "-", ", ".join(act.what for act in form.acts))
            for code, level, form in rows
            if isinstance(form, Incident)
        ],
        *("CODE", "LEVEL", "WHEN", "ACTS"),
    )
    return Reply(data, lines or ["No incidents."])


def _edit(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        _, before = forms.read(session, args.code)
        if not isinstance(before, Incident):
            raise FormNeeded(code=args.code)
        forms.change(session, args.code, forms_in.incident(args, before, number=args.act), title=args.title)
        row = forms.read(session, args.code)[0].row
    return Reply({"code": row.code, "version": row.version}, [f"{row.code} is at version {row.version}."])


def _reprisals(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        found = incidents.reprisals(session, within=args.within, case=args.case)
    lines = table([_words(one) for one in found], "INCIDENT", "AFTER", "DAYS", "VICTIMS", "MEANT FOR", "")
    return Reply({"within": args.within, "reprisals": [_plain(one) for one in found]}, lines or ["None was found."])


def _plain(one: Reprisal) -> dict[str, Any]:
    return {
        "incident": one.incident,
        "act": one.act,
        "publication": one.publication,
        "victims": list(one.victims),
        "targets": list(one.targets),
        "days": [one.least, one.most],
        "stated": one.is_stated,
        "by_proxy": one.is_by_proxy,
    }


def _words(one: Reprisal) -> tuple[str, ...]:
    days = str(one.least) if one.least == one.most else f"{one.least}-{one.most}"
    how = ", ".join(filter(None, ("stated" if one.is_stated else "", "by proxy" if one.is_by_proxy else "")))
    return (one.incident, one.publication, days, " ".join(one.victims), " ".join(one.targets), how)


def _publish(args: Namespace) -> Reply:
    form = Publication(args.title, args.outlet, UncertainDate.parse(args.on), args.url, args.author, args.narrative)
    with opened_with_names_if_possible(args) as session:
        row = forms.add(session, args.case, form, level=args.level, language=args.language)
    return Reply({"code": row.code, "level": row.level.name}, [f"{row.code} is kept as {row.level.name}."])


def _publications(args: Namespace) -> Reply:
    with opened(args) as session:
        told = incidents.publications(session, case=args.case)
    rows = [(one.record.code, one.record.row.level.name, one.form) for one in told]
    data = {"publications": [{"code": code, "level": level, **as_plain(form)} for code, level, form in rows]}
    lines = table(
        [
            (code, level, str(form.when) or "-", form.author or "-")
            for code, level, form in rows
            if isinstance(form, Publication)
        ],
        *("CODE", "LEVEL", "WHEN", "AUTHOR"),
    )
    return Reply(data, lines or ["No publications."])

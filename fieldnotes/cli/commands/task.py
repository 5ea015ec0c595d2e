"""task add, list, done."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from fieldnotes.cli import arguments
from fieldnotes.cli.arguments import Subparsers
from fieldnotes.cli.output import Reply, table
from fieldnotes.cli.secrets_in import opened_with_names_if_possible
from fieldnotes.model.task import Task, TaskKind
from fieldnotes.services import tasks

_SEALED = "(sealed)"


def register(top: Subparsers) -> None:
    group = arguments.group(top, "task", "what has to be done, and by which day")
    add = arguments.command(group, "add", _add, "note a task; a title that names somebody of the register is sealed")
    arguments.vault(add, sealed=True)
    add.add_argument("title", metavar="TITLE")
    add.add_argument("--about", default="", metavar="CODE", help="a record, register entry, case or sent bundle")
    add.add_argument("--due", default="", metavar="YYYY-MM-DD")
    add.add_argument("--kind", type=arguments.choice(TaskKind), default=TaskKind.OTHER, help=" ".join(TaskKind))
    add.add_argument("--who", default="owner", help="who notes it")
    listed = arguments.command(group, "list", _list, "what is open, by day; also what follows from consents")
    arguments.vault(listed, sealed=True)
    listed.add_argument("--about", default="", metavar="CODE")
    listed.add_argument("--all", action="store_true", help="what is done too")
    done = arguments.command(group, "done", _done, "a task is done")
    arguments.vault(done, sealed=True)
    done.add_argument("code", metavar="TASK")
    done.add_argument("--who", default="owner", help="who did it")


def _add(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        task = tasks.add(session, args.title, kind=args.kind, about=args.about, due=args.due, by=args.who)
    return Reply(_told(task), [task.code])


def _list(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        found = tasks.tasks(session, done=args.all, about=args.about)
    rows = [
        (one.due or "-", one.code or "-", one.kind, one.about or "-", one.title or _SEALED, *_when_done(args, one))
        for one in found
    ]
    heading = ("DUE", "CODE", "KIND", "ABOUT", "TITLE", *(("DONE",) if args.all else ()))
    return Reply({"tasks": [_told(one) for one in found]}, table(rows, *heading) or ["Nothing is to be done."])


def _done(args: Namespace) -> Reply:
    with opened_with_names_if_possible(args) as session:
        task = tasks.finish(session, args.code, by=args.who)
    return Reply(_told(task), [f"{task.code} is done."])


def _when_done(args: Namespace, task: Task) -> tuple[str, ...]:
    return (task.done[:10],) if args.all else ()


def _told(task: Task) -> dict[str, Any]:
    return {
        "code": task.code,
        "title": task.title,
        "kind": task.kind.value,
        "about": task.about,
        "due": task.due,
        "level": task.level.name,
        "derived": task.derived,
        "made": task.made,
        "by": task.by,
        "done": task.done,
        "done_by": task.done_by,
    }

"""Tasks in words: what kind, how soon, with their icons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import IntEnum

from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes.model.task import Task, TaskKind
from fieldnotes_ui.models.items import Item
from fieldnotes_ui.moments import day_words, local_day
from fieldnotes_ui.widgets.badge import level_name
from fieldnotes_ui.widgets.draw_text import isolated

SOON = timedelta(days=7)
TASK_KINDS = {
    TaskKind.OTHER: N_("Something else"),
    TaskKind.RE_CONTACT: N_("Get in touch again"),
    TaskKind.READ_BACK: N_("Read back to the person"),
    TaskKind.REVIEW: N_("Review the protection"),
    TaskKind.ANSWER_EDITOR: N_("Answer an editor"),
    TaskKind.RECALL: N_("Call a bundle back"),
    TaskKind.CONSENT_REVIEW: N_("Consent to be asked again"),
    TaskKind.CONSENT_EXPIRY: N_("Consent ends"),
    TaskKind.EMBARGO_END: N_("Embargo ends"),
}
_ICONS = {
    TaskKind.REVIEW: ("shield-alert", "warn"),
    TaskKind.RE_CONTACT: ("phone", "text2"),
    TaskKind.READ_BACK: ("message-square", "text2"),
    TaskKind.ANSWER_EDITOR: ("mail", "text2"),
    TaskKind.RECALL: ("archive-restore", "warn"),
    TaskKind.CONSENT_REVIEW: ("calendar-clock", "info"),
    TaskKind.CONSENT_EXPIRY: ("calendar-clock", "info"),
    TaskKind.EMBARGO_END: ("calendar-clock", "info"),
}
_FOLLOWS = N_("by itself, from a consent")
_SEALED = N_("{code}: sealed, cannot be read now")
_DONE = N_("done {day}")


class Due(IntEnum):
    """How soon, in the order in which a person wants to see it."""

    OVERDUE = 0
    SOON = 1
    LATER = 2
    WHENEVER = 3
    DONE = 4


HEADINGS = {
    Due.OVERDUE: N_("Overdue"),
    Due.SOON: N_("In these seven days"),
    Due.LATER: N_("Later"),
    Due.WHENEVER: N_("Without a day"),
    Due.DONE: N_("Done"),
}


def how_soon(task: Task, today: date) -> Due:
    if not task.is_open:
        return Due.DONE
    if not task.due:
        return Due.WHENEVER
    due = date.fromisoformat(task.due)
    if due < today:
        return Due.OVERDUE
    return Due.SOON if due <= today + SOON else Due.LATER


def grouped(tasks: Iterable[Task], today: date) -> list[tuple[Due, list[Task]]]:
    """Tasks under how soon they are due, in their order; groups without any are left out."""
    found: dict[Due, list[Task]] = {}
    for task in tasks:
        found.setdefault(how_soon(task, today), []).append(task)
    return sorted(found.items())


def key_of(task: Task) -> str:
    """Which one it is; one that follows from a consent has no code."""
    return task.code or f"{task.kind.value} {task.about}"


def task_item(task: Task) -> Item:
    """A task as a line of a list. One of its own is bold, one that follows from a consent is not and says so."""
    icon, tone = _ICONS.get(task.kind, ("list-checks", "text2"))
    return Item(
        key=key_of(task),
        title=tr(_SEALED, code=task.code) if task.title is None else task.title,
        below=isolated(
            task.code,
            tr(TASK_KINDS[task.kind]),
            task.about,
            level_name(task.level) if task.level is Level.SEALED else "",
            tr(_FOLLOWS) if task.derived else "",
        ),
        icon="lock" if task.title is None else icon if task.is_open else "check",
        tone=tone if task.is_open else "text3",
        tag=day_words(task.due, short=True) if task.is_open else tr(_DONE, day=local_day(task.done, short=True)),
        quiet=task.derived or not task.is_open,
    )

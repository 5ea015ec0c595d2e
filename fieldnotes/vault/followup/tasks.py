"""Tasks: sealed at INTERNAL, or at SEALED where what they are about or whom their title names is."""

from __future__ import annotations

from typing import Any

from fieldnotes import clock
from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.task import Task, TaskKind
from fieldnotes.vault.followup import slips
from fieldnotes.vault.followup.slips import Kind, Slip
from fieldnotes.vault.store import Store

_LEVEL_OF = "SELECT level FROM record WHERE id = ?"
_TEXTS = ("title", "kind", "due", "made", "by", "done", "done_by")


def add(
    store: Store, title: str, *, kind: TaskKind, about: str, due: str, by: str, sealed: bool
) -> tuple[Task, Changes]:
    """Note a task. With `sealed`, its title is SEALED whatever it is about.

    Raises:
        NoSuchRecord: there is nothing called `about`.
        SealedClosed: it is to be SEALED and nothing can be written there.
    """
    with store.transaction():
        owner = slips.about_of(store, about)
        of_record = store.connection.value(_LEVEL_OF, owner) == Level.SEALED
        level = Level.SEALED if sealed or of_record else Level.INTERNAL
        said: dict[str, Any] = {"title": title, "kind": kind.value, "due": due, "made": clock.stamp(), "by": by}
        said |= {slips.NAMED: True} if sealed else {}
        slip = slips.add(store, Kind.TASK, said, about=owner, level=level)
    return _task(slip, about), _changes(about)


def finish(store: Store, code: str, *, by: str) -> tuple[Task, Changes]:
    """A task is done; saying it again changes nothing.

    Raises:
        NoSuchRecord: there is none with that code.
        SealedClosed: it is SEALED and the compartment is closed.
    """
    with store.transaction():
        slip = slips.get(store, code, Kind.TASK)
        if slip.said is None:
            raise store.keys.closed()
        if not slip.said.get("done"):
            slip = slips.change(store, slip, {**slip.said, "done": clock.stamp(), "done_by": by})
        about = slips.codes(store).get(slip.about, "")
    return _task(slip, about), _changes(about)


def all_of(store: Store) -> list[Task]:
    """Every task, by its day; those without one last. Of one that cannot be read only its code and what it is about."""
    things = slips.codes(store)
    found = [_task(slip, things.get(slip.about, "")) for slip in slips.all_of(store, Kind.TASK)]
    return sorted(found, key=lambda task: (not task.due, task.due, task.code))


def open_about(store: Store) -> list[str]:
    """The codes of everything that has a task which is not done."""
    return sorted({task.about for task in all_of(store) if task.is_open and task.about})


def _task(slip: Slip, about: str) -> Task:
    if slip.said is None:
        return Task(slip.code, None, about=about, level=slip.level, made=slip.saved)
    told: dict[str, Any] = {name: slip.said.get(name, "") for name in _TEXTS}
    return Task(slip.code, about=about, level=slip.level, **{**told, "kind": TaskKind(told["kind"])})


def _changes(about: str) -> Changes:
    """The window reads what it shows of it again; an entry, a record and a case are told apart by their codes."""
    return Changes(entries=frozenset({about} - {""}))

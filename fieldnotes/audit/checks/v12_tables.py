"""V12: the database holds our tables only, and the search tables keep no text."""

from __future__ import annotations

import re

from fieldnotes.audit.check import Result, failed, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.check import Area
from fieldnotes.vault.migrations import ALL

ID = "V12"
TITLE = N_("No table holds text outside the seals")
SEVERITY = Severity.HIGH
MODE = Mode.OWNER
WHY = N_("A table of another origin may keep text that no level protects and that deleting a record leaves behind.")
FIX = N_("Tell your security lead. Export what is needed and start a new vault.")
EXPECTED = N_("only tables that FieldNotes makes; search tables without content, in step with the records")

_CREATED = re.compile(r"CREATE (VIRTUAL )?TABLE (\w+)")
_DROPPED = re.compile(r"DROP TABLE (\w+)")
_SHADOWS = ("_data", "_idx", "_docsize", "_config")
"""What FTS5 keeps for a contentless table (sqlite.org/fts5.html); `_content` would hold the text."""


def run(context: Context) -> Result:
    if context.owner is None:
        return unknown(OWNER_ABSENT, EXPECTED)
    tables = set(context.owner.database.tables)
    strange = len(tables - _ours())
    missing = len(_ours() - tables)
    found = context.owner.examine(context.watch)
    if strange or missing:
        return failed(
            Sentence(
                N_("{tables} tables: {strange} of another origin, {missing} missing"),
                tables=len(tables),
                strange=strange,
                missing=missing,
            ),
            EXPECTED,
        )
    if not found.finished:
        return unknown(N_("the database cannot be read to its end"), EXPECTED)
    behind = found.counts[Area.INDEX]
    measured = Sentence(
        N_("{tables} tables, all ours; {behind} search tables out of step"), tables=len(tables), behind=behind
    )
    return failed(measured, EXPECTED) if behind else passed(measured, EXPECTED)


def _ours() -> set[str]:
    """The names that the migrations create and do not drop again, search tables with their shadows."""
    names: set[str] = set()
    for statement in (statement for migration in ALL for statement in migration):
        created = _CREATED.match(statement)
        if created:
            names.add(created[2])
            names.update(created[2] + shadow for shadow in _SHADOWS if created[1])
        elif dropped := _DROPPED.match(statement):
            names.discard(dropped[1])
    return names

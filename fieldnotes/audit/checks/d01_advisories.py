"""D01: no library has a published fault that matters here, by a table that is young enough."""

from __future__ import annotations

import platform

from fieldnotes import clock
from fieldnotes.audit import advisories
from fieldnotes.audit.advisories import Brought, Standing, Table
from fieldnotes.audit.check import Result, failed, passed, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.packages import version_of
from fieldnotes.crypto import selftest
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.vault.connection import engine

ID = "D01"
TITLE = N_("No library has a published fault that matters here")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("A fault of a library that everybody knows by now may open what it should keep closed.")
FIX = N_("Install the newest FieldNotes; ask your security lead whether this version is still the one to use.")
USUAL_DAYS = 90
_TABLE = N_("table of {day}: {standing}")
_PACKAGES = ("cryptography", "sqlcipher3", "PySide6-Essentials", "keyring", "python-crfsuite")


def run(context: Context) -> Result:
    own, other = advisories.table(), context.brought
    table = advisories.together(own, other)
    asked = context.policy.says("crypto.advisories_max_age_days")
    limit = context.policy.advisories_days if asked else USUAL_DAYS
    age = (clock.today() - table.made_on).days
    expected = Sentence(N_("no fault that is reached, by a table at most {limit} days old"), limit=limit)
    versions = _versions()
    found = [fault for library, version in versions for fault in table.of(library, version)]
    reached = [fault for fault in found if fault.reached]
    evidence = [*_tables(own, other), *map(_told, found)]
    evidence += [f"{library} {'.'.join(map(str, version))}" for library, version in versions]
    measured = Sentence(
        N_("{reached} reached and {others} not reached; table {age} days old, {standing}"),
        reached=len(reached),
        others=len(found) - len(reached),
        age=age,
        standing=Standing.SHIPPED if other is None else other.standing,
    )
    if reached or (other is not None and other.standing in (Standing.FOREIGN, Standing.BROKEN)):
        return failed(measured, expected, *evidence)
    if age > limit or _is_over(table):
        return (failed if asked else warned)(measured, expected, *evidence)
    if age < 0 or (other is not None and other.standing is not Standing.LEAD):
        return warned(measured, expected, *evidence)
    return passed(measured, expected, *evidence)


def _is_over(table: Table) -> bool:
    return table.expires is not None and table.expires < clock.today()


def _tables(own: Table, other: Brought | None) -> list[str]:
    """Each table with its day and whose word it is; a signer by the eight words."""
    told: list[str] = [Sentence(_TABLE, day=own.made_on.isoformat(), standing=Standing.SHIPPED)]
    if other is not None and other.table is not None:
        told.append(Sentence(_TABLE, day=other.table.made_on.isoformat(), standing=other.standing))
        if other.table.expires is not None:
            told.append(
                Sentence(N_("the table brought here is for use until {day}"), day=other.table.expires.isoformat())
            )
    if other is not None and other.words:
        told.append(Sentence(N_("signer: {words}"), words=" ".join(other.words)))
    return told


def _told(fault: advisories.Fault) -> str:
    template = N_("{id} ({severity})") if fault.reached else N_("{id} ({severity}, not reached)")
    return Sentence(template, id=fault.id, severity=fault.severity)


def _versions() -> list[tuple[str, tuple[int, ...]]]:
    """Every library of the program that has a version: both copies of OpenSSL, SQLCipher, Qt, Python, the packages."""
    cipher, openssl = engine()
    told = [("OpenSSL", selftest.library()), ("OpenSSL", openssl), ("SQLCipher", cipher)]
    told.append(("Python", platform.python_version()))
    told += [(name, version) for name in _PACKAGES if (version := version_of(name)) is not None]
    return [(library, advisories.numbers(text)) for library, text in told]

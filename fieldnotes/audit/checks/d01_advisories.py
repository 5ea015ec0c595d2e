"""D01: no library has a published fault that matters here, by a table that is young enough."""

from __future__ import annotations

import platform

from fieldnotes import clock
from fieldnotes.audit import advisories
from fieldnotes.audit.check import Result, failed, passed, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.packages import version_of
from fieldnotes.crypto import selftest
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.vault.connection import engine

ID = "D01"
TITLE = N_("No library has a published fault that matters here")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("A fault of a library that everybody knows by now may open what it should keep closed.")
FIX = N_("Install the newest FieldNotes; ask your security lead whether this version is still the one to use.")
USUAL_DAYS = 90
_PACKAGES = ("cryptography", "sqlcipher3", "PySide6-Essentials", "keyring", "python-crfsuite")


def run(context: Context) -> Result:
    table = advisories.table()
    asked = context.policy.says("crypto.advisories_max_age_days")
    limit = context.policy.advisories_days if asked else USUAL_DAYS
    age = (clock.today() - table.made_on).days
    expected = f"no fault that is reached, by a table at most {limit} days old"
    versions = _versions()
    found = [fault for library, version in versions for fault in table.of(library, version)]
    reached = [fault for fault in found if fault.reached]
    evidence = [f"{fault.id} ({fault.severity}{'' if fault.reached else ', not reached'})" for fault in found]
    evidence += [f"{library} {'.'.join(map(str, version))}" for library, version in versions]
    measured = f"{len(reached)} reached and {len(found) - len(reached)} not reached; table {age} days old"
    if reached:
        return failed(measured, expected, *evidence)
    if age > limit:
        return (failed if asked else warned)(measured, expected, *evidence)
    return passed(measured, expected, *evidence)


def _versions() -> list[tuple[str, tuple[int, ...]]]:
    """Every library of the program that has a version: both copies of OpenSSL, SQLCipher, Qt, Python, the packages."""
    cipher, openssl = engine()
    told = [("OpenSSL", selftest.library()), ("OpenSSL", openssl), ("SQLCipher", cipher)]
    told.append(("Python", platform.python_version()))
    told += [(name, version) for name in _PACKAGES if (version := version_of(name)) is not None]
    return [(library, advisories.numbers(text)) for library, text in told]

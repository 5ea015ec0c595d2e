"""D02: both copies of OpenSSL in this program, the database's and the keys', are as new as the policy wants."""

from __future__ import annotations

import re

from fieldnotes.audit.check import Result, failed, not_applicable, passed, unknown
from fieldnotes.audit.context import Context
from fieldnotes.crypto import selftest
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence, listed
from fieldnotes.policy.limits import Policy
from fieldnotes.vault.connection import engine

ID = "D02"
TITLE = N_("OpenSSL is as new as the policy wants")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("Everything that is kept closed here is closed by it, and its faults are published with each new version.")
FIX = N_("Install the newest FieldNotes: it brings its own.")
_VERSION = re.compile(r"OpenSSL (\d+)\.(\d+)\.(\d+)")


def run(context: Context) -> Result:
    policy = context.policy
    expected = listed(
        Sentence(N_("{branch}: {least} or newer"), branch=_told(branch), least=_told(least))
        for branch, least in policy.min_openssl
    )
    keys, (_, database) = selftest.library(), engine()
    measured = Sentence(
        N_("keys {keys}, database {database}"), keys=_told(_version(keys)), database=_told(_version(database))
    )
    if not policy.min_openssl:
        return not_applicable(
            Sentence(N_("{measured}; no policy asks for a version"), measured=measured),
            N_("the least version of each branch"),
        )
    found = [_version(text) for text in (keys, database)]
    if any(version and not _is_new_enough(policy, version) for version in found):
        return failed(measured, expected)
    if not all(found):
        return unknown(measured, expected)
    return passed(measured, expected)


def _is_new_enough(policy: Policy, version: tuple[int, ...]) -> bool:
    """By its own branch; a branch that the policy does not name must be newer than all that it names."""
    for branch, least in policy.min_openssl:
        if version[: len(branch)] == branch:
            return version >= least
    return version > max(least for _, least in policy.min_openssl)


def _version(text: str) -> tuple[int, ...]:
    found = _VERSION.match(text)
    return tuple(map(int, found.groups())) if found else ()


def _told(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version)) or N_("not known")

"""Checks that judge counts: each number alone decides, and a database that cannot be read decides nothing else."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest

from fieldnotes.audit.checks import (
    l01_ledger_chain,
    v07_page_seals,
    v08_structure,
    v09_version_vector,
    v10_record_seals,
    v12_tables,
)
from fieldnotes.audit.context import Context
from fieldnotes.audit.owner import Examination, Owner
from fieldnotes.model.audit import Status
from fieldnotes.vault.check import Area
from fieldnotes.vault.notices import NoticeKind
from fieldnotes.vault.vault import Vault


def examined(context: Context, vault: Vault, area: str = "", *, finished: bool = True) -> Context:
    owner = Owner(vault)
    owner._examination = Examination({one: int(one.name == area) for one in Area}, finished)
    return replace(context, owner=owner)


@pytest.mark.parametrize(
    ("check", "area", "status"),
    [
        (v07_page_seals, "PAGE", Status.FAIL),
        (v08_structure, "STRUCTURE", Status.FAIL),
        (v08_structure, "STATE", Status.FAIL),
        (v09_version_vector, "VERSION", Status.FAIL),
        (v09_version_vector, "STATE", Status.FAIL),
        (l01_ledger_chain, "LEDGER", Status.FAIL),
    ],
)
def test_one_fault_is_enough_and_none_is_a_pass(
    owned: Context, vault: Vault, check: ModuleType, area: str, status: Status
) -> None:
    assert check.run(examined(owned, vault)).status is Status.PASS
    assert check.run(examined(owned, vault, area)).status is status


@pytest.mark.parametrize(
    ("check", "status"),
    [
        (v07_page_seals, Status.FAIL),
        (v08_structure, Status.UNKNOWN),
        (v09_version_vector, Status.UNKNOWN),
        (v10_record_seals, Status.UNKNOWN),
        (v12_tables, Status.UNKNOWN),
        (l01_ledger_chain, Status.UNKNOWN),
    ],
)
def test_a_database_that_cannot_be_read_to_its_end(
    owned: Context, vault: Vault, check: ModuleType, status: Status
) -> None:
    assert check.run(examined(owned, vault, finished=False)).status is status


@pytest.mark.parametrize(
    ("check", "kind"),
    [
        (v09_version_vector, NoticeKind.DATABASE_OLDER),
        (v09_version_vector, NoticeKind.PAGES_OLDER),
        (l01_ledger_chain, NoticeKind.FILE_CHANGED),
        (l01_ledger_chain, NoticeKind.FILE_MISSING),
        (l01_ledger_chain, NoticeKind.CLOSE_MISSING),
    ],
)
def test_an_alarm_of_an_earlier_session_stays_a_warning(
    owned: Context, vault: Vault, check: ModuleType, kind: NoticeKind
) -> None:
    vault.append_ledger("alarm", what=kind.value)
    assert check.run(examined(owned, vault)).status is Status.WARN


def test_a_whole_database_of_yesterday_is_told_as_such(owned: Context, vault: Vault) -> None:
    found = v09_version_vector.run(examined(owned, vault, "STATE"))
    assert "as a whole is older" in found.measured
    assert "as a whole" not in v09_version_vector.run(examined(owned, vault, "VERSION")).measured

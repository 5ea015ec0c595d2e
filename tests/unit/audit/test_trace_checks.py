"""Copies, traces and refused policies: each is really made, found, and told without a name."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fieldnotes.audit.checks import (
    e01_register_of_exports,
    f03_copies_beside,
    l02_refused_policies,
    p05_other_processes,
    t02_recent_files,
)
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.audit.history import History, Told
from fieldnotes.audit.owner import Owner
from fieldnotes.audit.probes.machine import Machine
from fieldnotes.audit.probes.process import Process
from fieldnotes.errors import PolicyRefused
from fieldnotes.model.audit import Status
from fieldnotes.model.bundle import short_code
from fieldnotes.vault.vault import Vault
from tests.helpers.leads import Lead

if TYPE_CHECKING:
    from tests.unit.audit.conftest import Tree


@pytest.fixture
def context(path: Path, tree: Tree, tmp_path: Path) -> Context:
    return Context(path, Process(), machine=tree.machine, home=tmp_path / "home")


@pytest.mark.parametrize(
    ("dumpable", "scope", "status"),
    [
        (0, "0", Status.PASS),
        (1, "1", Status.PASS),
        (1, "0", Status.WARN),
        (1, None, Status.WARN),
        (None, None, Status.UNKNOWN),
    ],
)
def test_memory_that_others_may_read(
    context: Context, tree: Tree, dumpable: int | None, scope: str | None, status: Status
) -> None:
    if scope is not None:
        tree.write("proc/sys/kernel/yama/ptrace_scope", scope + "\n")
    assert p05_other_processes.run(replace(context, process=Process(dumpable=dumpable))).status is status
    elsewhere = replace(context, machine=Machine(system="win32"))
    assert p05_other_processes.run(elsewhere).status is Status.UNKNOWN


def test_a_copy_made_by_hand_or_an_archive_is_found(context: Context) -> None:
    assert f03_copies_beside.run(context).status is Status.PASS
    copy = context.path.with_name("köhnə.fieldnotes")
    shutil.copytree(context.path, copy)
    assert f03_copies_beside.run(context).measured.startswith("1 copies")
    shutil.rmtree(copy)
    copy.mkdir()
    context.path.with_name(context.path.stem + " 2026.zip").write_bytes(b"PK")
    found = f03_copies_beside.run(context)
    assert (found.status, found.measured) == (Status.WARN, "0 copies and 1 files that are called like one")


def test_a_backup_beside_the_vault_is_none_that_was_made_by_hand(context: Context) -> None:
    shutil.copytree(context.path, context.path.with_name("notes.fnbackup"))
    assert f03_copies_beside.run(context).status is Status.PASS


def test_what_lies_beside_the_vault_under_another_name_is_no_copy(context: Context) -> None:
    context.path.with_name("letters.zip").write_bytes(b"PK")
    context.path.with_name(context.path.stem + ".txt").write_text("to do", encoding="utf-8")
    found = f03_copies_beside.run(context)
    assert (found.status, found.where) == (Status.PASS, ())
    beside = context.path.with_name(context.path.stem + ".zip")
    beside.write_bytes(b"PK")
    assert f03_copies_beside.run(context).where == (str(beside),)


def test_a_bundle_that_the_register_does_not_know_is_found(vault: Vault, context: Context) -> None:
    assert e01_register_of_exports.run(context).status is Status.UNKNOWN
    assert e01_register_of_exports.run(replace(context, owner=Owner(vault))).status is Status.PASS
    vault.append_ledger("export", bundle="cc22")
    found = e01_register_of_exports.run(replace(context, owner=Owner(vault)))
    assert (found.status, found.measured.split(";")[0]) == (
        Status.FAIL,
        "1 in the ledger, 1 of them not in the register",
    )


def test_an_auditor_compares_the_ledger_with_what_others_received(context: Context) -> None:
    number = "cc22" + "0" * 28
    history = History([Told(1, "2026-11-01T08:00:00+00:00", "export", {"bundle": number})])
    seen = replace(context, read_by_auditor=history)
    found = e01_register_of_exports.run(seen)
    assert (found.status, OWNER_ABSENT in found.measured) == (Status.UNKNOWN, True)
    for received, status in ((set(), Status.PASS), ({short_code(number)}, Status.PASS), ({"FN-000000"}, Status.FAIL)):
        assert e01_register_of_exports.run(replace(seen, received=frozenset(received))).status is status


def test_lists_of_recent_files_are_read_on_linux_only(context: Context) -> None:
    assert t02_recent_files.run(replace(context, machine=Machine(system="win32"))).status is Status.UNKNOWN


def test_a_stranger_who_tried_to_replace_the_policy_is_told_of(vault: Vault, context: Context) -> None:
    lead = Lead()
    vault.policy.install(lead.signs("[kdf]\nmin_words = 6\n"))
    assert l02_refused_policies.run(replace(context, owner=Owner(vault))).status is Status.PASS
    with pytest.raises(PolicyRefused):
        vault.policy.install(Lead().signs(version=9))
    assert l02_refused_policies.run(replace(context, owner=Owner(vault))).status is Status.WARN
    vault.policy.install(lead.signs(version=2))
    assert l02_refused_policies.run(replace(context, owner=Owner(vault))).status is Status.PASS


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (".local/share/recently-used.xbel", '<bookmark href="file:///home/r/Q%C9%99nc%C9%99%20n.fieldnotes"/>'),
        (".config/QtProject.conf", "lastVisited=file:///home/r/Qəncə n.fieldnotes"),
    ],
)
def test_a_list_of_recent_files_that_names_the_vault_is_found(
    context: Context, where: str, text: str, tmp_path: Path
) -> None:
    named = tmp_path / "Qəncə n.fieldnotes"
    named.mkdir()
    context = replace(context, path=named)
    file = context.home / where
    file.parent.mkdir(parents=True)
    file.write_text("[Recent]\n", encoding="utf-8")
    assert t02_recent_files.run(context).status is Status.PASS
    file.write_text(text, encoding="utf-8")
    found = t02_recent_files.run(context)
    assert (found.status, found.measured) == (Status.WARN, "named in 1 of 1 lists")

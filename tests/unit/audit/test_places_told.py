"""Where something lies or goes is told in the right words, and its path only to who asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fieldnotes.audit.checks import f02_folder_kind, p04_core_dumps
from fieldnotes.audit.context import Context
from fieldnotes.audit.html_report import to_html
from fieldnotes.audit.probes.process import Process
from fieldnotes.audit.report import to_json, to_text
from fieldnotes.audit.runner import run
from fieldnotes.audit.sarif import to_sarif
from fieldnotes.audit.saved import parsed
from fieldnotes.model.audit import Status
from tests.unit.audit.conftest import STORY

if TYPE_CHECKING:
    from tests.unit.audit.conftest import Tree


@pytest.fixture
def context(path: Path, tree: Tree) -> Context:
    tree.mount("/", device="8:1")
    return Context(path, Process(core_limit="0", dumpable=0), machine=tree.machine)


def test_a_disk_and_what_is_none(context: Context, tree: Tree) -> None:
    tree.partition(tree.disk("sda", "8:0"), "sda1", "8:1")
    assert f02_folder_kind.run(context).measured == "ext4 on a fixed disk"
    tree.mount("/", device="0:40", kind="tmpfs", source="tmpfs")
    assert f02_folder_kind.run(context).measured == "tmpfs, no disk of its own"


def test_where_dumps_go(context: Context, tree: Tree) -> None:
    for pattern, words in (("core.%p", "a file"), ("|/usr/share/apport/apport %p", "a program")):
        tree.write("proc/sys/kernel/core_pattern", pattern + "\n")
        assert p04_core_dumps.run(context).measured.endswith(f"dumps go to {words}")


def test_a_path_is_in_a_report_only_where_it_was_asked_for(owned: Context) -> None:
    copy = owned.home / "Downloads" / "Rövşən.txt"
    copy.parent.mkdir(parents=True)
    copy.write_text(STORY, encoding="utf-8")
    report = run(replace(owned), only=["T01"])
    (finding,) = report.findings
    assert (finding.status, finding.where) == (Status.FAIL, (str(copy),))
    assert "Rövşən" not in "".join((to_json(report), to_text(report), to_html(report), to_sarif(report), repr(report)))
    for told in (to_json(report, paths=True), to_text(report, paths=True), to_html(report, paths=True)):
        assert str(copy) in told
    assert parsed(to_json(report, paths=True).encode(), "").findings[0].where == (str(copy),)

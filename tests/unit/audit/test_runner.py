"""A run as a whole: modes, choice of checks, what becomes of errors, and a report that tells no name."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from fieldnotes import resources
from fieldnotes.audit.check import Result
from fieldnotes.audit.checks import CHECKS, h01_header_form
from fieldnotes.audit.context import LEDGER_CLOSED, OWNER_ABSENT, Context
from fieldnotes.audit.history import History
from fieldnotes.audit.html_report import to_html
from fieldnotes.audit.policy import Demands
from fieldnotes.audit.report import exit_code, to_json, to_text
from fieldnotes.audit.runner import run_external, run_owner
from fieldnotes.errors import BadValue, NotAVault
from fieldnotes.model.audit import Mode, Running, Status
from fieldnotes.policy.document import parse
from fieldnotes.progress import Cancelled, Watch
from fieldnotes.vault.vault import Vault
from tests.unit.audit.conftest import STORY, TITLE

OWNER_CHECKS = {
    *("V02", "V03", "V04", "V05", "V06", "V07", "V08", "V09", "L03", "V10", "V12"),
    *("H06", "H07", "B01", "T01", "B02", "B03", "B04", "E01", "L02"),
}


def test_from_outside_the_owners_checks_are_unknown_with_the_reason(path: Path) -> None:
    report = run_external(path)
    assert report.mode == "external"
    assert {finding.id for finding in report.findings} == {check.ID for check in CHECKS}
    reasons = {finding.id: finding.measured for finding in report.findings if finding.status is Status.UNKNOWN}
    assert {name for name, reason in reasons.items() if reason in (OWNER_ABSENT, LEDGER_CLOSED)} == OWNER_CHECKS


@pytest.mark.usefixtures("own_home")
def test_each_check_says_who_must_be_there_to_measure_it(path: Path) -> None:
    settled = {Status.UNKNOWN, Status.NOT_APPLICABLE}
    for finding in run_external(path).findings:
        absent = OWNER_ABSENT in finding.measured or LEDGER_CLOSED in finding.measured
        if finding.mode is Mode.EXTERNAL:
            assert not absent, finding.id
        else:
            assert finding.status in settled, finding.id
            assert absent or finding.mode is Mode.WINDOW or finding.status is Status.NOT_APPLICABLE, finding.id


@pytest.mark.usefixtures("own_home")
def test_an_auditor_needs_no_owner_for_what_the_ledger_tells(path: Path, vault: Vault) -> None:
    history = History.of_owner(vault.ledger())
    for finding in run_external(path, history=history, received=frozenset()).findings:
        if finding.mode is Mode.LEDGER:
            assert OWNER_ABSENT not in finding.measured, finding.id
            assert LEDGER_CLOSED not in finding.measured, finding.id


def test_the_owners_run_reads_the_live_vault(path: Path, vault: Vault) -> None:
    report = run_owner(vault, path, running=Running(idle_lock_s=120), only=["V02", "V07", "V10", "A01", "H06"])
    assert report.mode == "owner"
    assert report.count(Status.PASS) == 5


def test_an_unreadable_thing_is_unknown_and_its_path_is_not_told(path: Path) -> None:
    (path / "vault.db").rename(path.parent / "elsewhere")
    (path / "vault.db").symlink_to(path.parent / "elsewhere")
    report = run_external(path, only=["V01"])
    (finding,) = report.findings
    assert finding.status is Status.UNKNOWN
    assert str(path.parent) not in finding.measured


def test_what_a_damaged_header_hides_is_unknown(path: Path) -> None:
    (path / "header.fnv").write_bytes(b"{}")
    found = {finding.id: finding for finding in run_external(path, only=["H01", "H02", "H03"]).findings}
    assert found["H01"].status is Status.FAIL
    assert {found[name].status for name in ("H02", "H03")} == {Status.UNKNOWN}
    assert found["H02"].measured == "could not be measured: header-damaged"


def test_what_is_not_a_vault_or_not_a_check_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(NotAVault):
        run_external(tmp_path / "none")
    with pytest.raises(BadValue):
        run_external(path, only=["V01", "Z99"])


def test_a_run_can_be_cancelled(path: Path) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        run_external(path, watch=watch)


def test_our_own_mistakes_are_not_taken_for_unknown(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(context: Context) -> Result:
        raise KeyError("slip")

    monkeypatch.setattr(h01_header_form, "run", broken)
    with pytest.raises(KeyError):
        run_external(path, only=["H01"])


def test_every_check_is_listed_once_with_its_texts() -> None:
    assert len({check.ID for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert all((check.TITLE, check.WHY, check.FIX))
        assert check.__doc__
        assert check.__doc__.startswith(f"{check.ID}: ")
        assert "{" not in check.TITLE + check.WHY + check.FIX


def words_of(vault: Vault) -> set[str]:
    """Every word of the vault's texts and names, as a reader would recognise them."""
    texts = [TITLE, STORY, *(name for entry in vault.entries() if entry.identity for name in entry.identity.names)]
    return {word.casefold() for text in texts for word in re.findall(r"\w{4,}", text)}


@pytest.mark.usefixtures("own_home")
@pytest.mark.parametrize("mode", ["owner", "external"])
def test_no_word_of_the_vault_is_in_any_report(path: Path, vault: Vault, tmp_path: Path, mode: str) -> None:
    named = tmp_path / "Rövşən Təhməzli" / "Paromçunun.fieldnotes"
    named.parent.mkdir()
    path.rename(named)
    (named / "Röshan paromçu.docx").write_bytes(b"left")
    report = run_owner(vault, named) if mode == "owner" else run_external(named)
    words = words_of(vault)
    assert len(words) > 20
    for text in (to_text(report), to_json(report), to_html(report), repr(report)):
        assert "Təhməzli" not in text
        assert words.intersection(re.findall(r"\w{4,}", text.casefold())) == set()
        assert str(named) not in text
        assert vault.vault_id not in text


def test_the_subject_can_be_proven_but_differs_each_time(path: Path, vault: Vault) -> None:
    first, second = (run_external(path, only=["H01"]).subject for _ in range(2))
    assert first != second
    _, salt, digest = first.split(":")
    assert hashlib.sha256(salt.encode() + bytes.fromhex(vault.vault_id)).hexdigest().startswith(digest)
    (path / "header.fnv").write_bytes(b"")
    assert run_external(path, only=["H01"]).subject == "unreadable"


def test_the_report_of_a_real_vault_matches_the_published_schema(path: Path, vault: Vault) -> None:
    schema = json.loads(resources.text("schema/audit-report.schema.json"))
    for report in (run_owner(vault, path, only=["V02", "H02", "C01", "P01"]), run_external(path, only=["V01", "V02"])):
        jsonschema.Draft202012Validator(schema).validate(json.loads(to_json(report)))


def test_a_policy_is_named_in_the_report(path: Path) -> None:
    policy = parse(b'format = "fieldnotes-policy/1"\nid = "office"\nversion = 3\n[kdf]\nmin_memory_mib = 2048\n')
    report = run_external(path, held_to=Demands(policy), only=["H02"])
    assert report.policy.startswith("office version 3 sha256 ")
    assert exit_code(report) == 1

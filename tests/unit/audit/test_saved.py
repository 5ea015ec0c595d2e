"""Reports as files: read back, signed, tampered with, compared, and gathered to a fleet."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.audit import saved
from fieldnotes.audit.report import to_json
from fieldnotes.audit.sarif import to_sarif
from fieldnotes.audit.saved import differences
from fieldnotes.crypto import sign
from fieldnotes.crypto.identity import Identity
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.crypto.signer import Signer
from fieldnotes.errors import BadReport, CannotRead
from fieldnotes.model.audit import Report, Severity, Status
from fieldnotes.services import reports
from fieldnotes.vault.keys import header
from tests.unit.audit.test_report import EVERYTHING, made, report

IDENTIFIER = b"\x07" * 16


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "may.json"
    path.write_text(to_json(EVERYTHING), encoding="utf-8")
    return path


def signed(path: Path, key: SigningKey) -> None:
    beside = path.with_name(path.name + ".minisig")
    beside.write_text(saved.signature_of(path.read_bytes(), key), encoding="ascii")


def test_a_report_reads_back_as_it_was(file: Path) -> None:
    found = saved.read(file)
    assert (found.report, found.words) == (EVERYTHING, ())


def test_a_signature_names_its_signer_and_minisign_agrees(file: Path) -> None:
    key = SigningKey.generate()
    signed(file, key)
    assert saved.read(file).words == Signer(key.public).words
    minisign = shutil.which("minisign")
    if minisign is None:
        pytest.fail("minisign is missing; .ci/run installs it")
    line = sign.public_key_line(key.public)
    done = subprocess.run(
        [minisign, "-V", "-P", line, "-x", f"{file}.minisig", "-m", str(file)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_signer_has_the_words_of_her_card_and_nobody_elses_keys_beside_hers(file: Path) -> None:
    lead, other = (Identity.generate(name, post_quantum=True) for name in ("Solmaz", "Rəna"))
    beside = file.with_name(file.name + ".minisig")
    text = file.read_bytes()
    beside.write_text(saved.signature_of(text, lead.signing_key, lead.recipients), encoding="ascii")
    assert saved.read(file).words == lead.card().words
    minisign = shutil.which("minisign")
    assert minisign is not None
    line = sign.public_key_line(lead.signing_key.public)
    subprocess.run([minisign, "-V", "-P", line, "-m", str(file)], capture_output=True, check=True)

    signature = beside.read_text(encoding="ascii")
    for forged in (
        signature.replace(lead.recipients[0], other.recipients[0]),
        signature.replace(lead.recipients[0], "age1nobody"),
        signature.replace(f" {lead.recipients[0]}", ""),
    ):
        beside.write_text(forged, encoding="ascii")
        with pytest.raises(BadReport):
            saved.read(file)


def test_a_card_with_too_many_keys_for_a_comment_leaves_the_key_alone(file: Path) -> None:
    key, one = SigningKey.generate(), Identity.generate("Solmaz", post_quantum=True)
    many = one.recipients * 3
    beside = file.with_name(file.name + ".minisig")
    beside.write_text(saved.signature_of(file.read_bytes(), key, many), encoding="ascii")
    assert saved.read(file).words == Signer(key.public).words


@pytest.mark.parametrize("damage", ["report", "signature", "comment", "other key"])
def test_a_report_that_was_altered_is_not_believed(file: Path, damage: str) -> None:
    key = SigningKey.generate()
    signed(file, key)
    beside = file.with_name(file.name + ".minisig")
    if damage == "report":
        file.write_text(file.read_text(encoding="utf-8").replace('"fail"', '"pass"'), encoding="utf-8")
    elif damage == "signature":
        beside.write_text(beside.read_text().replace("A", "B", 1))
    elif damage == "comment":
        beside.write_text(beside.read_text().replace("fieldnotes-audit/1", "fieldnotes-policy/1"))
    else:
        other = sign.public_key_line(SigningKey.generate().public)
        beside.write_text(beside.read_text().replace(sign.public_key_line(key.public), other))
    with pytest.raises(BadReport):
        saved.read(file)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"format": "fieldnotes-audit/2"}',
        "[" * 100_000,
        "\xff",
        to_json(EVERYTHING).replace('"unknown"', '"fine"'),
        to_json(EVERYTHING).replace('"measured": "measured by X00"', '"measured": 7'),
        to_json(EVERYTHING).replace('"evidence": []', '"evidence": "none"'),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(text.encode("latin-1" if text == "\xff" else "utf-8"))
    with pytest.raises(BadReport):
        saved.read(path)


def test_who_knows_the_vault_can_tell_that_a_report_is_of_it() -> None:
    one = replace(EVERYTHING, subject=saved.subject(IDENTIFIER, "ab" * 8))
    assert saved.is_of(one, IDENTIFIER)
    assert not saved.is_of(one, b"\x08" * 16)
    assert not saved.is_of(replace(one, subject="unreadable"), IDENTIFIER)


def test_what_got_worse_comes_first() -> None:
    def with_statuses(**statuses: Status) -> Report:
        return report(*(made(name, Severity.HIGH, status) for name, status in statuses.items()))

    before = with_statuses(A01=Status.FAIL, B01=Status.PASS, C01=Status.PASS, D01=Status.WARN)
    after = with_statuses(A01=Status.PASS, B01=Status.PASS, C01=Status.UNKNOWN, E01=Status.FAIL)
    found = differences(before, after)
    assert [(one.id, one.worse) for one in found] == [("C01", True), ("D01", True), ("E01", True), ("A01", False)]


def test_reports_of_another_vault_are_not_compared(path: Path, file: Path) -> None:
    with pytest.raises(BadReport):
        reports.compare(file, file, vault=path)
    own = replace(EVERYTHING, subject=saved.subject(header.load(path).vault_id, "00" * 8))
    file.write_text(to_json(own), encoding="utf-8")
    assert reports.compare(file, file, vault=path).same_vault is True
    assert reports.compare(file, file).differences == ()


def test_a_fleet_is_told_worst_first_and_a_bad_file_hides_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    good = report(made("A01", Severity.HIGH, Status.PASS))
    bad = report(made("A01", Severity.HIGH, Status.FAIL), made("P01", Severity.CRITICAL, Status.FAIL))
    (folder / "a.json").write_text(to_json(good), encoding="utf-8")
    (folder / "b.json").write_text(to_json(bad), encoding="utf-8")
    (folder / "c.json").write_text(to_json(bad), encoding="utf-8")
    signed(folder / "c.json", SigningKey.generate())
    (folder / "c.json").write_text(to_json(good), encoding="utf-8")
    found = reports.fleet(folder)
    told = [(one.name, one.code, one.worst) for one in found.standings]
    assert told == [("b.json", 1, ("P01", "A01")), ("a.json", 0, ())]
    assert [name for name, _ in found.unread] == ["c.json"]
    assert found.common == (("P01", 1), ("A01", 1))
    with pytest.raises(CannotRead):
        reports.fleet(tmp_path / "nowhere")


def test_sarif_says_of_every_finding_what_its_kind_is() -> None:
    told = json.loads(to_sarif(EVERYTHING))
    (run,) = told["runs"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {result["ruleId"] for result in run["results"]}
    kinds = {result["properties"]["status"]: (result["kind"], result["level"]) for result in run["results"]}
    assert kinds == {
        "pass": ("pass", "none"),
        "warn": ("fail", "warning"),
        "fail": ("fail", "error"),
        "unknown": ("open", "none"),
        "not-applicable": ("notApplicable", "none"),
    }

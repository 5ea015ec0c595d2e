"""What audit compare and audit fleet say of signers and of what changed, and what the help says of exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldnotes.audit import saved
from fieldnotes.audit.report import to_json
from fieldnotes.cli.main import main
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.model.audit import Report, Severity, Status
from tests.unit.audit.test_report import made, report

OLD = report(
    made("A01", Severity.HIGH, Status.FAIL),
    made("E03", Severity.HIGH, Status.FAIL, measured="9 among 12,751 files"),
    made("P01", Severity.HIGH, Status.PASS),
)
NEW = report(
    made("A01", Severity.HIGH, Status.PASS),
    made("E03", Severity.HIGH, Status.FAIL, measured="16 among 27,927 files"),
    made("P01", Severity.HIGH, Status.FAIL),
)


def written(path: Path, content: Report, *signers: SigningKey) -> Path:
    path.write_text(to_json(content), encoding="utf-8")
    for key in signers:
        beside = path.with_name(f"{path.name}.minisig")
        beside.write_text(saved.signature_of(path.read_bytes(), key), encoding="ascii")
    return path


def compared(tmp_path: Path, capsys: pytest.CaptureFixture[str], *signers: tuple[SigningKey, ...]) -> list[str]:
    paths = [
        written(tmp_path / f"{number}.json", content, *key)
        for number, (content, key) in enumerate(zip((OLD, NEW), signers, strict=True))
    ]
    assert main(["audit", "compare", *map(str, paths)]) == 1
    return capsys.readouterr().out.splitlines()


def test_another_measurement_with_the_same_verdict_is_no_improvement(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = compared(tmp_path, capsys, (), ())

    assert "3 answers changed, 1 for the worse (-), 1 better (+)" in lines[0]
    assert [line[:5] for line in lines if line[:2] in ("- ", "+ ", "~ ")] == ["- P01", "+ A01", "~ E03"]


def test_a_comparison_says_whether_the_reports_are_signed_and_by_one_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = SigningKey.generate(), SigningKey.generate()

    assert "Neither is signed" in compared(tmp_path, capsys, (), ())[1]
    assert "The first is not signed" in compared(tmp_path, capsys, (), (one,))[1]
    assert "DIFFERENT signers" in compared(tmp_path, capsys, (one,), (other,))[1]
    assert compared(tmp_path, capsys, (one,), (one,))[1].startswith("Both are signed by: ")


def test_a_fleet_tells_the_signed_reports_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    written(folder / "a.json", OLD)
    written(folder / "b.json", report(made("A01", Severity.HIGH, Status.PASS)), SigningKey.generate())

    assert main(["audit", "fleet", str(folder)]) == 1
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines() if ".json" in line]
    assert names == ["b.json", "a.json"]


def test_the_help_of_audit_says_what_the_exit_codes_mean(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["audit", "--help"], ["audit", "run", "--help"]):
        with pytest.raises(SystemExit):
            main(words)
        told = " ".join(capsys.readouterr().out.split())
        assert "2 lesser findings" in told
        assert "6 vault damaged or altered" in told

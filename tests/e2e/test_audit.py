"""The security lead's proof by command line: three modes, signed reports, what changed, a fleet, and no name in any."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from fieldnotes.audit.checks import CHECKS
from tests.e2e.conftest import Desk
from tests.e2e.test_ledger import NAME, _exported, _lead


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the search for leftovers does not look through the home of whoever runs the tests."""
    home = tmp_path / "own-home"
    (home / "tmp").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(home / "tmp"))


def test_an_auditor_reads_more_than_a_stranger_and_less_than_the_owner(desk: Desk) -> None:
    identity, card = _lead(desk)
    desk.does("ledger", "auditor", desk.vault, "--to", card)
    _exported(desk)
    (left,) = desk.folder.glob("*.age")
    answers = {}
    for mode, more in {
        "external": (),
        "ledger": ("--audit-identity", identity, "--received", left, desk.folder / "FN-000000.age"),
    }.items():
        seen = desk.run("audit", desk.vault, "--mode", mode, *more, opens=False)
        answers[mode] = {one["id"]: one for one in seen.data["findings"]}
        assert seen.data["mode"] == mode
    assert answers["external"]["L02"]["status"] == answers["external"]["B01"]["status"] == "unknown"
    assert answers["ledger"]["B01"]["status"] == "warn"
    # The ledger was begun for the lead after the vault was made, so that nothing bad in it proves nothing.
    assert answers["ledger"]["L02"]["status"] == "unknown"
    assert "cannot be read" in answers["ledger"]["L02"]["measured"]
    assert answers["ledger"]["E01"]["status"] == "fail"
    assert answers["ledger"]["V07"]["status"] == "unknown"


def test_a_report_is_signed_compared_and_gathered_and_holds_no_word(desk: Desk) -> None:
    identity, _ = _lead(desk)
    _exported(desk)
    folder = desk.folder / "reports"
    folder.mkdir()
    first, second = folder / "first.json", folder / "second.json"
    made = desk.run("audit", desk.vault, "--format", "json", "--out", first, "--sign", identity)
    assert len(made.data["words"]) == 8
    desk.run("audit", desk.vault, "--mode", "external", "--format", "json", "--out", second, opens=False)
    for how in ("html", "sarif", "text"):
        desk.run("audit", desk.vault, "--format", how, "--out", desk.folder / f"report.{how}")
    told = "".join(path.read_text(encoding="utf-8") for path in (first, second, *sorted(desk.folder.glob("report.*"))))
    assert not [word for word in (*NAME.split(), "wedding", "morning") if word in told]
    assert str(desk.folder) not in told

    compared = desk.run("audit", "compare", first, second, "--vault", desk.vault, opens=False)
    assert (compared.code, compared.data["same_vault"]) == (1, True)
    assert compared.data["signed"][0] == made.data["words"]
    assert compared.data["modes"] == [json.loads(one.read_text("utf-8"))["mode"] for one in (first, second)]
    lost = {one["id"] for one in compared.data["differences"] if one["worse"]}
    assert {"V07", "H06"} <= lost

    fleet = desk.run("audit", "fleet", folder, opens=False)
    assert [one["file"] for one in fleet.data["reports"]] != []
    _tampered(first)
    assert desk.run("audit", "compare", first, second, opens=False).code == 98
    assert desk.run("audit", "fleet", folder, opens=False).data["unread"][0]["file"] == "first.json"


def _tampered(path: Path) -> None:
    report = json.loads(path.read_text(encoding="utf-8"))
    report["findings"][0]["status"] = "pass"
    path.write_text(json.dumps(report), encoding="utf-8")


def test_a_check_is_explained_and_an_unknown_one_is_refused(desk: Desk) -> None:
    assert desk.does("audit", "explain", "p01", opens=False)["id"] == "P01"
    assert desk.run("audit", "explain", "Z99", opens=False).code != 0
    one = desk.run("audit", desk.vault, "--only", "V01", "H01", "--mode", "external", opens=False)
    assert (one.code, len(one.data["findings"])) == (0, 2)


def test_an_audit_that_is_not_understood_does_not_end_like_one_that_found_little(desk: Desk) -> None:
    for words in ((), (desk.vault, "--format", "yaml"), (desk.vault, "--nonsense"), ("fleet",)):
        assert desk.run("audit", *words, opens=False).code == 4
    assert desk.run("ledger", "--nonsense", opens=False).code == 2


def test_a_signed_page_brings_the_json_whose_hash_it_names(desk: Desk) -> None:
    identity, _ = _lead(desk)
    page = desk.folder / "report.html"
    desk.run(
        "audit", desk.vault, "--mode", "external", "--format", "html", "--out", page, "--sign", identity, opens=False
    )
    beside = desk.folder / "report.json"
    digest = hashlib.sha256(beside.read_bytes()).hexdigest()
    assert digest in page.read_text(encoding="utf-8")
    assert json.loads(beside.read_bytes())["signed"] is True
    assert all(Path(f"{path}.minisig").is_file() for path in (page, beside))


_WITHOUT_QT = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "fieldnotes_ui"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NoQt())
from fieldnotes.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("mode", ["external", "owner"])
def test_a_whole_audit_works_where_qt_is_not_installed(desk: Desk, mode: str) -> None:
    words = ["audit", str(desk.vault), "--mode", mode, "--json"]
    if mode == "owner":
        words += ["--passphrase-file", str(desk.folder / "passphrase")]
    result = subprocess.run(
        [sys.executable, "-c", _WITHOUT_QT, *words], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    report = json.loads(result.stdout)
    assert result.returncode == report["exit_code"] in (1, 2, 3), result.stderr
    assert (report["mode"], len(report["findings"])) == (mode, len(CHECKS))


def test_a_damaged_vault_has_an_exit_code_of_its_own(desk: Desk) -> None:
    database = desk.vault / "vault.db"
    database.write_bytes(b"SQLite format 3\0" + database.read_bytes()[16:])
    assert desk.run("audit", desk.vault, "--mode", "external", opens=False).code == 6

"""Tables of published faults: read strictly, believed by their signer, and never hiding what the program knows."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from fieldnotes import clock
from fieldnotes.audit import advisories
from fieldnotes.audit.advisories import FORMAT, Brought, Fault, Standing, Table, brought, parse, together
from fieldnotes.audit.check import Result
from fieldnotes.audit.checks import d01_advisories
from fieldnotes.audit.context import Context
from fieldnotes.audit.probes.process import Process
from fieldnotes.crypto import sign
from fieldnotes.crypto.sign import BadSignature
from fieldnotes.crypto.signer import Signer
from fieldnotes.errors import CannotRead
from fieldnotes.model.audit import Status
from fieldnotes.policy.limits import Wrong
from tests.helpers.leads import Lead

TODAY = clock.today()
HEAD = f'format = "{FORMAT}"\nmade_on = {TODAY.isoformat()}\n'


def fault(**changes: object) -> str:
    values = {"id": '"CVE-1"', "library": '"Qt"', "below": '["6.9"]', "severity": '"low"', "reached": "false"}
    values |= {"why": '"because"'} | {name: str(value) for name, value in changes.items()}
    return "[[fault]]\n" + "".join(f"{name} = {value}\n" for name, value in values.items() if value)


@pytest.fixture(scope="module")
def lead() -> Lead:
    return Lead()


def written(folder: Path, text: str, lead: Lead | None = None, form: str = FORMAT) -> Path:
    path = folder / "table.toml"
    path.write_text(text, encoding="utf-8")
    if lead is not None:
        comment = Signer.of(lead.identity).comment(form)
        signature = lead.identity.signing_key.sign_file(path.read_bytes(), trusted_comment=comment)
        path.with_name("table.toml.minisig").write_text(signature)
    return path


# --- the format -------------------------------------------------------------------------------------------------------


def test_a_table_is_read_with_its_days_and_faults() -> None:
    found = parse((HEAD + "expires = 2027-02-20\n" + fault()).encode())
    assert (found.made_on, found.expires) == (TODAY, date(2027, 2, 20))
    assert found.faults == (Fault("CVE-1", "Qt", ((6, 9),), "low", reached=False, why="because"),)


def test_the_programs_own_is_of_the_format() -> None:
    assert parse(advisories.shipped_text().encode()) == advisories.table()


@pytest.mark.parametrize(
    "text",
    [
        "format =",
        "\udce9",
        "made_on = 2026-11-22\n",
        f'format = "{FORMAT}x"\nmade_on = 2026-11-22\n',
        f'format = "{FORMAT}"\n',
        f'format = "{FORMAT}"\nmade_on = "2026-11-22"\n',
        f'format = "{FORMAT}"\nmade_on = 2026-11-22T10:00:00\n',
        HEAD + 'expires = "soon"\n',
        HEAD + "fault = 3\n",
        HEAD + "fault = [3]\n",
        HEAD + fault() * 2001,
        *(HEAD + fault(**{name: ""}) for name in ("id", "library", "below", "severity", "reached", "why")),
        HEAD + fault(id='""'),
        HEAD + fault(why=f'"{"w" * 501}"'),
        HEAD + fault(severity='"grave"'),
        HEAD + fault(reached='"no"'),
        HEAD + fault(below="[]"),
        HEAD + fault(below='"3.6"'),
        HEAD + fault(below="[3.6]"),
        HEAD + fault(below='["3.6.2b"]'),
        HEAD + "# " + "x" * (256 << 10),
    ],
)
def test_what_is_not_of_the_format_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        parse(text.encode("utf-8", "surrogateescape"))


def test_it_may_be_as_long_as_is_said_and_have_as_many_faults() -> None:
    assert len(parse((HEAD + fault() * 2000).encode()).faults) == 2000
    longest = HEAD + "# "
    assert parse((longest + "x" * ((256 << 10) - len(longest))).encode()).faults == ()


# --- whose word it is -------------------------------------------------------------------------------------------------


def test_the_signer_of_the_vaults_policy_and_her_successor_are_the_lead(lead: Lead, tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + fault(), lead)
    found = brought(file, lead.signs())
    assert (found.standing, found.words) == (Standing.LEAD, Signer.of(lead.identity).words)
    line = sign.public_key_line(lead.identity.signing_key.public)
    assert brought(file, Lead().signs(head=f'successor = "{line}"\n')).standing is Standing.LEAD


def test_anybody_else_is_told_apart(lead: Lead, tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + fault(), lead)
    foreign = brought(file, Lead().signs())
    assert (foreign.standing, foreign.table) == (Standing.FOREIGN, None)
    assert foreign.words == Signer.of(lead.identity).words
    assert brought(file, None).standing is Standing.UNKNOWN
    file.with_name("table.toml.minisig").unlink()
    assert brought(file, lead.signs()).standing is Standing.UNSIGNED


@pytest.mark.parametrize(
    "spoil", [lambda raw: raw + b"#", lambda raw: raw[:-2], lambda raw: b"", lambda raw: b"x" * (257 << 10)]
)
def test_an_altered_table_is_not_used(lead: Lead, tmp_path: Path, spoil: object) -> None:
    file = written(tmp_path, HEAD + fault(), lead)
    assert callable(spoil)
    file.write_bytes(spoil(file.read_bytes()))
    assert brought(file, lead.signs()) == Brought(None, Standing.BROKEN)


@pytest.mark.parametrize("signature", [b"", b"\xff", b"untrusted comment: x\n", b"x" * 5000])
def test_nor_is_one_with_another_signature(lead: Lead, tmp_path: Path, signature: bytes) -> None:
    file = written(tmp_path, HEAD + fault(), lead)
    file.with_name("table.toml.minisig").write_bytes(signature)
    assert brought(file, lead.signs()) == Brought(None, Standing.BROKEN)


def test_a_signature_for_a_policy_is_none_for_a_table(lead: Lead, tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + fault(), lead, form="fieldnotes-policy/1")
    assert brought(file, lead.signs()).standing is Standing.BROKEN
    with pytest.raises(BadSignature):
        advisories.signer_of(file.read_bytes(), file.with_name("table.toml.minisig").read_bytes())


def test_a_table_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        brought(tmp_path / "table.toml", None)


# --- two tables -------------------------------------------------------------------------------------------------------

OPEN = Fault("CVE-1", "Qt", ((6, 9),), "high", reached=True, why="a")
SHUT = replace(OPEN, reached=False)
OTHER = replace(OPEN, id="CVE-2")


def tables(days: int, *faults: Fault) -> Table:
    return Table(TODAY - timedelta(days=days), faults)


def test_the_leads_word_counts_and_nobody_hides_a_fault_by_leaving_it_out() -> None:
    own = tables(9, OPEN, OTHER)
    assert set(together(own, Brought(tables(1, SHUT), Standing.LEAD)).faults) == {SHUT, OTHER}
    for standing in (Standing.UNKNOWN, Standing.UNSIGNED):
        assert set(together(own, Brought(tables(1, SHUT), standing)).faults) == {OPEN, OTHER}
        assert set(together(tables(9, OPEN), Brought(tables(1, OTHER), standing)).faults) == {OPEN, OTHER}
    assert together(own, Brought(None, Standing.FOREIGN)) == together(own, None) == own


def test_only_a_table_that_may_speak_for_itself_makes_the_answer_younger() -> None:
    own = tables(9)
    assert together(own, Brought(tables(1), Standing.LEAD)).made_on == tables(1).made_on
    assert together(own, Brought(tables(20), Standing.LEAD)).made_on == own.made_on
    assert together(own, Brought(tables(1), Standing.UNSIGNED)).made_on == own.made_on


# --- D01 --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advisories, "table", lambda: tables(0))


def judged(path: Path, table: Brought | None) -> Result:
    return d01_advisories.run(Context(path, Process({}), brought=table))


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    ("standing", "status"),
    [
        (Standing.LEAD, Status.PASS),
        (Standing.UNKNOWN, Status.WARN),
        (Standing.UNSIGNED, Status.WARN),
        (Standing.FOREIGN, Status.FAIL),
        (Standing.BROKEN, Status.FAIL),
    ],
)
def test_the_finding_says_loudly_whose_table_it_is(tmp_path: Path, standing: Standing, status: Status) -> None:
    used = standing not in (Standing.FOREIGN, Standing.BROKEN)
    found = judged(tmp_path, Brought(tables(3) if used else None, standing, ("eight", "words")))
    assert found.status is status
    assert standing in found.measured
    assert f"table of {TODAY.isoformat()}: {Standing.SHIPPED}" in found.evidence
    assert "signer: eight words" in found.evidence
    assert (f"table of {tables(3).made_on.isoformat()}: {standing}" in found.evidence) is used


@pytest.mark.usefixtures("own")
def test_without_another_the_programs_own_is_said_to_be_nobodys(tmp_path: Path) -> None:
    found = judged(tmp_path, None)
    assert found.status is Status.PASS
    assert Standing.SHIPPED in found.measured


@pytest.mark.parametrize(("expires", "status"), [(-1, Status.WARN), (0, Status.PASS), (1, Status.PASS)])
@pytest.mark.usefixtures("own")
def test_a_table_that_is_over_is_told(tmp_path: Path, expires: int, status: Status) -> None:
    over = replace(tables(0), expires=TODAY + timedelta(days=expires))
    found = judged(tmp_path, Brought(over, Standing.LEAD))
    assert found.status is status
    assert any(over.expires is not None and over.expires.isoformat() in line for line in found.evidence)


@pytest.mark.usefixtures("own")
def test_a_day_to_come_is_not_believed(tmp_path: Path) -> None:
    assert judged(tmp_path, Brought(tables(-1), Standing.LEAD)).status is Status.WARN


def test_stock_minisign_verifies_a_table(lead: Lead, tmp_path: Path) -> None:
    program = shutil.which("minisign")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("minisign is not installed (Debian package: minisign)")
        pytest.skip("minisign is not installed (Debian package: minisign)")
    file, key = written(tmp_path, HEAD + fault(), lead), sign.public_key_line(lead.identity.signing_key.public)
    command = [program, "-V", "-P", key, "-m", str(file)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert f"{FORMAT} {key}" in done.stdout
    file.write_bytes(file.read_bytes() + b"\n")
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0

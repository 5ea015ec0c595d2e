"""Which policy an audit is held to, and how far it can be believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldnotes.audit.policy import Standing, demands
from fieldnotes.audit.runner import run_external, run_owner
from fieldnotes.errors import BadPolicy, CannotRead, FileTooLarge
from fieldnotes.model.audit import Finding, Status
from fieldnotes.policy.document import MAX_BYTES
from fieldnotes.policy.limits import BUILT_IN
from fieldnotes.vault.vault import Vault
from tests.helpers.leads import Lead
from tests.helpers.vaults import master_vault, vault, vault_path

__all__ = ["master_vault", "vault", "vault_path"]

STRICT = "[kdf]\nmin_words = 6\n"


@pytest.fixture
def lead() -> Lead:
    return Lead()


@pytest.fixture
def kept(vault: Vault, lead: Lead) -> Vault:
    """A vault that keeps the lead's policy."""
    vault.policy.install(lead.signs(STRICT, version=2))
    return vault


def found(vault: Vault, **words: Path) -> Finding:
    held_to = demands(vault.path, **words)
    (finding,) = run_owner(vault, vault.path, held_to=held_to, only=["C01"]).findings
    return finding


def test_without_any_policy_the_built_in_limits_hold(vault: Vault) -> None:
    assert demands(vault.path).policy == BUILT_IN
    assert found(vault).status is Status.NOT_APPLICABLE


def test_the_vaults_own_policy_is_used_without_a_secret(kept: Vault, lead: Lead) -> None:
    held_to = demands(kept.path)
    assert (held_to.policy.min_words, held_to.standing, held_to.words) == (
        *(6, Standing.PINNED),
        lead.signs(STRICT).words,
    )
    (finding,) = run_external(kept.path, only=["C01"]).findings
    assert finding.status is Status.PASS
    assert finding.measured.startswith("current, signed by the key that this vault knows")


def test_a_finding_says_which_line_it_answers(kept: Vault) -> None:
    report = run_owner(kept, kept.path, only=["H07", "H02"])
    lines = {finding.id: finding.policy for finding in report.findings}
    assert lines == {"H07": ("kdf.min_words",), "H02": ()}


def test_a_file_that_nobody_signed_is_used_and_said_to_be_so(kept: Vault, tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    file.write_bytes(Lead().text("[kdf]\nmin_words = 7\n", version=3))
    assert demands(kept.path, file).policy.min_words == 7
    assert found(kept, file=file).status is Status.WARN
    assert "not signed" in found(kept, file=file).measured


def test_a_file_of_the_same_signer_is_as_good_as_the_vaults_own(kept: Vault, lead: Lead, tmp_path: Path) -> None:
    assert found(kept, file=lead.writes(tmp_path, STRICT, version=3)).status is Status.PASS
    older = found(kept, file=lead.writes(tmp_path, STRICT, version=1))
    assert (older.status, "older than the one" in older.measured) == (Status.FAIL, True)


def test_a_file_of_somebody_else_is_foreign(kept: Vault, vault: Vault, tmp_path: Path) -> None:
    finding = found(kept, file=Lead().writes(tmp_path, STRICT, version=9))
    assert (finding.status, "another key" in finding.measured) == (Status.FAIL, True)


def test_an_expired_policy_warns_and_its_limits_stay(vault: Vault, lead: Lead) -> None:
    vault.policy.install(lead.signs(STRICT, head="expires = 2020-01-01\n"))
    assert found(vault).status is Status.WARN
    assert found(vault).measured.startswith("expired")
    assert demands(vault.path).policy.min_words == 6


def test_a_policy_older_than_the_ledger_tells_is_found(kept: Vault, lead: Lead) -> None:
    kept.append_ledger("policy-installed", policy="ex-2026", version=5)
    finding = found(kept)
    assert (finding.status, finding.measured) == (Status.FAIL, "the ledger tells of version 5, the vault has 2")


def test_a_file_that_cannot_be_used_has_its_error(vault: Vault, lead: Lead, tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        demands(vault.path, tmp_path / "none.toml")
    huge = tmp_path / "p.toml"
    huge.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(FileTooLarge):
        demands(vault.path, huge)
    altered = lead.writes(tmp_path, STRICT)
    altered.write_bytes(altered.read_bytes().replace(b"6", b"1"))
    with pytest.raises(BadPolicy) as caught:
        demands(vault.path, altered)
    assert "signature" in str(caught.value)

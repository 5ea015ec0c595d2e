"""A policy tightens, names what is not answered, and refuses everything else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fieldnotes.audit.policy import BUILT_IN, MAX_BYTES, read
from fieldnotes.errors import BadPolicy, CannotRead, FileTooLarge
from fieldnotes.model.audit import Severity

HEAD = 'format = "fieldnotes-policy/1"\nid = "ex-2026"\nversion = 7\n'
FULL = (
    HEAD
    + """issued = 2026-11-01
expires = 2027-05-01
[kdf]
algorithm = "argon2id"
min_memory_mib = 512
min_iterations = 4
lanes = 4
min_words = 5
[lock]
idle_s = 180
on = ["suspend"]
[backup]
max_age_days = 14
[platform]
disk_encryption = "required"
swap = "encrypted-or-off"
core_dumps = "off"
allow_synced_folder = false
[levels.fields]
"person.name" = 3
[audit]
fail_on = "medium"
"""
)


def written(folder: Path, text: str) -> Path:
    path = folder / "office.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_policy_tightens_the_limits(tmp_path: Path) -> None:
    policy = read(written(tmp_path, FULL))
    assert policy.name.startswith("ex-2026 version 7 sha256 ")
    assert (policy.kdf_memory_mib, policy.kdf_iterations, policy.kdf_lanes) == (512, 4, 4)
    assert (policy.idle_lock_s, policy.backup_age_days, policy.fail_on) == (180, 14, Severity.MEDIUM)
    assert policy.expires == date(2027, 5, 1)


def test_lines_that_no_check_answers_are_named(tmp_path: Path) -> None:
    assert read(written(tmp_path, FULL)).unanswered == ("lock.on", "levels.fields.person.name")


def test_what_a_policy_does_not_say_stays_built_in(tmp_path: Path) -> None:
    policy = read(written(tmp_path, HEAD))
    assert (policy.kdf_memory_mib, policy.idle_lock_s, policy.fail_on) == (
        BUILT_IN.kdf_memory_mib,
        BUILT_IN.idle_lock_s,
        BUILT_IN.fail_on,
    )
    assert (policy.expires, policy.unanswered) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "format = [",
        "",
        'format = "fieldnotes-policy/2"\nid = "x"\nversion = 1\n',
        'format = "fieldnotes-policy/1"\nid = ""\nversion = 1\n',
        'format = "fieldnotes-policy/1"\nid = "x"\nversion = true\n',
        'format = "fieldnotes-policy/1"\nid = "x"\nversion = 0\n',
        HEAD + 'expires = "tomorrow"\n',
        HEAD + "expires = 2027-05-01T00:00:00Z\n",
        HEAD + "[kdf]\nmin_memory_mib = 64\n",
        HEAD + "[kdf]\nmin_memory_mib = 9999999\n",
        HEAD + "[kdf]\nmin_iterations = 2.5\n",
        HEAD + "[kdf]\nmin_iterations = true\n",
        HEAD + '[kdf]\nalgorithm = "pbkdf2"\n',
        HEAD + "[lock]\nidle_s = 3600\n",
        HEAD + "[lock]\nidle_s = 0\n",
        HEAD + "[backup]\nmax_age_days = 365\n",
        HEAD + "[platform]\nallow_synced_folder = true\n",
        HEAD + '[platform]\nswap = "any"\n',
        HEAD + '[audit]\nfail_on = "critical"\n',
        HEAD + "[audit]\nfail_on = 3\n",
        HEAD + "[audit]\nfail_on = ['high']\n",
        'kdf = "' + "[" * 5000 + '"',
        "a = " + "[" * 4000,
    ],
)
def test_a_bad_or_loosening_policy_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadPolicy) as caught:
        read(written(tmp_path, text))
    assert "office.toml" in str(caught.value)


def test_a_policy_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadPolicy):
        read(tmp_path / "p.toml")


def test_a_missing_or_huge_file_has_its_own_error(tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        read(tmp_path / "none.toml")
    (tmp_path / "p.toml").write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(FileTooLarge):
        read(tmp_path / "p.toml")

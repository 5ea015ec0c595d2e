"""Nothing of the machine it was made on, and no registry's address, is in what is committed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.checkout import ROOT, named, tracked_files


def joined(*texts: str) -> tuple[str, ...]:
    """Written with a gap, so that this file does not hold what it looks for."""
    return tuple(text.replace(" ", "") for text in texts)


MACHINE_PATHS = joined("/w ork/", "/tmp/b ash_jobs", "/opt/p ypi", "/opt/w heels", "/r oot/", "/home/r unner")
REGISTRY_HOSTS = joined(
    "p ypi.org", "p ythonhosted.org", "n pmjs.", "deb.d ebian.org", "c rates.io", "proxy.g olang.org"
)
FORBIDDEN = re.compile(
    rb"(?<![\w.$}])(?:" + b"|".join(re.escape(text.encode()) for text in MACHINE_PATHS) + b")|"
    rb"(?:" + b"|".join(re.escape(text.encode()) for text in REGISTRY_HOSTS) + b")"
)
BINARY = frozenset({".ttf", ".png", ".ico", ".docx", ".age"})
LARGEST_BYTES = 2_000_000


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    return tracked_files()


def test_no_machine_path_and_no_registry_host_is_committed(tracked: list[Path]) -> None:
    found = [
        (named(path), match.group().decode())
        for path in tracked
        if path.suffix not in BINARY
        for match in FORBIDDEN.finditer(path.read_bytes())
    ]

    assert found == []


@pytest.mark.parametrize("text", joined("see=/w ork/notes", "'/r oot/.config'", "from:p ypi.org"))
def test_such_a_thing_would_be_noticed(text: str) -> None:
    assert FORBIDDEN.search(text.encode())


def test_no_vault_bundle_key_or_large_file_is_committed(tracked: list[Path]) -> None:
    outside_tests = [path for path in tracked if "tests" not in path.relative_to(ROOT).parts]

    assert [named(path) for path in tracked if path.stat().st_size > LARGEST_BYTES] == []
    assert [named(path) for path in outside_tests if path.suffix in {".age", ".db", ".fnv", ".key"}] == []

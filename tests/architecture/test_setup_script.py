"""The set-up script on machines that lack something: it says what, in one sentence, and never hangs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.checkout import ROOT

TOOLS = ("bash", "cat", "dirname", "env", "grep", "id", "sed", "tail", "tr")
NOT_ONE_INSTALLED = "#!/bin/sh\nexit 1\n"
ALL_INSTALLED = "#!/bin/sh\necho installed\n"


@pytest.fixture
def bare_checkout(tmp_path: Path) -> Path:
    """Only what set-up reads, with no .venv."""
    checkout = tmp_path / "check out"
    checkout.mkdir()
    shutil.copy(ROOT / "pyproject.toml", checkout)
    shutil.copytree(ROOT / "packaging", checkout / "packaging")
    return checkout


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A PATH with the shell's everyday tools: no Python, no apt-get, no sudo."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (folder / tool).symlink_to(found)
    return folder


def program(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    (folder / name).chmod(0o755)


def set_up(checkout: Path, path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(path / "bash"), str(checkout / "packaging" / "setup.sh"), *arguments],
        env={"PATH": str(path), "HOME": str(path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_python_it_says_what_to_install(bare_checkout: Path, bare_path: Path) -> None:
    result = set_up(bare_checkout, bare_path)

    assert result.returncode == 1
    assert "no Python 3.11 or newer with the venv module was found" in result.stderr
    assert not (bare_checkout / ".venv").exists()


def test_a_python_that_is_too_old_is_not_taken(bare_checkout: Path, bare_path: Path) -> None:
    program(bare_path, "python3", "#!/bin/sh\nexit 1\n")

    assert "no Python 3.11 or newer" in set_up(bare_checkout, bare_path).stderr


def test_missing_debian_packages_are_named_and_only_those_asked_for(bare_checkout: Path, bare_path: Path) -> None:
    program(bare_path, "dpkg-query", NOT_ONE_INSTALLED)

    to_run = set_up(bare_checkout, bare_path, "run").stderr
    to_test = set_up(bare_checkout, bare_path, "test").stderr

    assert "these Debian packages are missing: libegl1 libgl1 libglib2.0-0 " in to_run
    assert "minisign" not in to_run
    assert "minisign" in to_test


def test_nothing_is_said_of_packages_that_are_there(bare_checkout: Path, bare_path: Path) -> None:
    program(bare_path, "dpkg-query", ALL_INSTALLED)

    assert "Debian packages are missing" not in set_up(bare_checkout, bare_path, "test").stderr


def test_an_unknown_purpose_is_refused(bare_checkout: Path, bare_path: Path) -> None:
    assert "usage: packaging/setup.sh [run|test]" in set_up(bare_checkout, bare_path, "everything").stderr

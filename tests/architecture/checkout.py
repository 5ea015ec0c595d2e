"""Where the checkout's files are, for the tests that read them."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (ROOT / "fieldnotes", ROOT / "ui" / "fieldnotes_ui")


def product_files() -> list[Path]:
    """Every Python file that ships."""
    return sorted(path for package in PACKAGES for path in package.rglob("*.py"))


def named(path: Path) -> str:
    """A path as it is written in the repository, for test ids and messages."""
    return path.relative_to(ROOT).as_posix()


@lru_cache(maxsize=2048)
def parsed(path: Path) -> ast.Module:
    """A file as a tree that is only looked at, so that one is enough for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=named(path))


def calls_in(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def tracked_files() -> list[Path]:
    """What is, or would be, committed: asked of git, or of the file tree where there is no git."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        command = [git, "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "surrogateescape")
        return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]
    left_out = {".venv", "build", "dist", "__pycache__", "demo-output", "test-output", ".hypothesis"}
    return [
        Path(folder, name)
        for folder, folders, names in os.walk(ROOT)
        if not _prune(folders, left_out)
        for name in names
    ]


def _prune(folders: list[str], left_out: set[str]) -> bool:
    folders[:] = [name for name in folders if name not in left_out and not name.endswith("_cache")]
    return False

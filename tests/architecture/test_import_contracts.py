"""The layers hold, and each rule that guards them is proved to bite by planting a violation of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.checkout import ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
RUFF = Path(sys.executable).with_name("ruff")


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the tree's own pyproject.toml against the tree's own packages."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tree), str(tree / "ui")]), "COLUMNS": "200"}
    return subprocess.run(
        [str(LINT_IMPORTS), "--no-cache", "--no-logo"],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass(frozen=True, slots=True)
class Plant:
    """A forbidden line, where it is planted, and what the broken contract says about it."""

    contract: str
    module: str
    line: str
    said: str


CORE_QT = "The core knows neither Qt nor the client"
CORE = "The core is layered"
CLIENT = "The client is layered"
PAGES = "Pages do not know each other"
SERVICES = "The client reaches the core by its services and plain values only"
GATE = "Only the bundle writer and the services that let something out may use the gate"
OFFLINE = "Nothing imports a network client"

PLANTS = {
    "Qt in the model": Plant(
        CORE_QT, "fieldnotes.model.planted", "import PySide6.QtCore", "fieldnotes.model.planted -> PySide6"
    ),
    "client in the services": Plant(
        CORE_QT, "fieldnotes.services.planted", "import fieldnotes_ui", "fieldnotes.services.planted -> fieldnotes_ui"
    ),
    "policy knows the vault": Plant(
        CORE,
        "fieldnotes.protection.planted_up",
        "import fieldnotes.vault",
        "fieldnotes.protection.planted_up -> fieldnotes.vault",
    ),
    "bundle knows the vault": Plant(
        CORE, "fieldnotes.bundle.planted", "import fieldnotes.vault", "fieldnotes.bundle.planted -> fieldnotes.vault"
    ),
    "policy knows the cryptography": Plant(
        CORE,
        "fieldnotes.protection.planted_side",
        "import fieldnotes.crypto",
        "fieldnotes.protection.planted_side -> fieldnotes.crypto",
    ),
    "a core module outside every layer": Plant(
        CORE, "fieldnotes.planted_layerless", "import json", "fieldnotes.planted_layerless"
    ),
    "a page knows another": Plant(
        PAGES,
        "fieldnotes_ui.pages.planted_one",
        "import fieldnotes_ui.pages.planted_two",
        "fieldnotes_ui.pages.planted_one -> fieldnotes_ui.pages.planted_two",
    ),
    "a page knows the vault": Plant(
        SERVICES,
        "fieldnotes_ui.pages.planted_two",
        "import fieldnotes.vault",
        "fieldnotes_ui.pages.planted_two -> fieldnotes.vault",
    ),
    "a widget knows the desk": Plant(
        CLIENT,
        "fieldnotes_ui.widgets.planted",
        "import fieldnotes_ui.desk",
        "fieldnotes_ui.widgets.planted -> fieldnotes_ui.desk",
    ),
    "a client module outside every layer": Plant(
        CLIENT, "fieldnotes_ui.planted_layerless", "import json", "fieldnotes_ui.planted_layerless"
    ),
    "the command line uses the gate": Plant(
        GATE,
        "fieldnotes.cli.planted",
        "import fieldnotes.protection.gate",
        "fieldnotes.cli.planted -> fieldnotes.protection.gate",
    ),
    "the core fetches": Plant(
        OFFLINE, "fieldnotes.services.planted_net", "import urllib.request", "fieldnotes.services.planted_net -> urllib"
    ),
    "the client opens a socket": Plant(
        OFFLINE, "fieldnotes_ui.widgets.planted_net", "import socket", "fieldnotes_ui.widgets.planted_net -> socket"
    ),
}


def broken_contracts(report: str) -> dict[str, str]:
    """Each broken contract's name and what is said under it."""
    _, _, details = report.partition("Broken contracts")
    sections = re.split(r"\n(?=[^\n]+\n-{3,}\n)", details)
    return {lines[0]: "\n".join(lines[1:]) for section in sections if (lines := section.strip().splitlines())}


@pytest.fixture(scope="module")
def planted_report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The checkout with all violations planted at once, and what each contract says of it."""
    tree = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / "pyproject.toml", tree)
    for package in ("fieldnotes", "ui"):
        shutil.copytree(ROOT / package, tree / package, ignore=shutil.ignore_patterns("__pycache__"))
    for plant in PLANTS.values():
        folder = tree / "ui" if plant.module.startswith("fieldnotes_ui") else tree
        path = folder.joinpath(*plant.module.split(".")).with_suffix(".py")
        path.write_text(f"{plant.line}\n", encoding="utf-8")
    result = lint_imports(tree)
    assert result.returncode == 1, result.stdout + result.stderr
    return broken_contracts(result.stdout)


@pytest.mark.timeout(300)
def test_the_import_contracts_hold() -> None:
    result = lint_imports(ROOT)

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.timeout(300)
@pytest.mark.parametrize("plant", PLANTS.values(), ids=list(PLANTS))
def test_a_planted_violation_is_caught_by_its_contract(plant: Plant, planted_report: dict[str, str]) -> None:
    assert plant.said in planted_report.get(plant.contract, "")


def ruff(file: str, source: str) -> str:
    """What ruff says, by the project's own settings, of a file that does not exist."""
    command = [str(RUFF), "check", "--no-cache", "--output-format", "concise", "--stdin-filename", file, "-"]
    return subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("fieldnotes/services/planted.py", "import sqlcipher3\n"),
        ("fieldnotes/vault/planted.py", "import sqlcipher3\n"),
        ("fieldnotes/vault/planted.py", "from cryptography.hazmat.primitives import hashes\n"),
        ("ui/fieldnotes_ui/widgets/planted.py", "from PySide6 import QtNetwork\n"),
        ("ui/fieldnotes_ui/planted.py", "import ui.fieldnotes_ui\n"),
        ("fieldnotes/services/planted.py", "import tempfile\n"),
        ("fieldnotes/services/planted.py", "import random\n"),
        ("fieldnotes/services/planted.py", "import pickle\n"),
        ("fieldnotes/services/planted.py", "import datetime\n\nnow = datetime.datetime.now()\n"),
        ("ui/fieldnotes_ui/planted.py", "from PySide6.QtGui import QDesktopServices\n"),
    ],
)
def test_a_planted_call_is_caught_by_the_linter(file: str, source: str) -> None:
    assert "TID251" in ruff(file, source)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("fieldnotes/vault/connection.py", "import sqlcipher3\n"),
        ("fieldnotes/crypto/planted.py", "from cryptography.hazmat.primitives import hashes\n"),
    ],
)
def test_the_one_excused_file_may(file: str, source: str) -> None:
    assert "TID251" not in ruff(file, source)

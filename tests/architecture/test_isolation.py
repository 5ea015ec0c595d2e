"""What comes along with an import: no network client for anybody, no Qt for the core."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.architecture.checkout import ROOT

NETWORK = ("socket", "ssl", "http.client", "urllib.request", "ftplib", "smtplib", "asyncio", "PySide6.QtNetwork")

LOADED = """
import importlib, json, sys, types

CLIENTS = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib"}

importlib.import_module(sys.argv[1])
ours = [(name, module) for name, module in sys.modules.items() if name.partition(".")[0].startswith("fieldnotes")]
held = [
    name + "." + key
    for name, module in ours
    for key, value in vars(module).items()
    if isinstance(value, types.ModuleType) and value.__name__.partition(".")[0] in CLIENTS
]
loaded = [name for name in sys.argv[2:] if name in sys.modules]
print(json.dumps({"ours": len(ours), "held": held, "loaded": loaded}))
"""

WITHOUT_QT = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "fieldnotes_ui"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NoQt())
import fieldnotes
for module in pkgutil.walk_packages(fieldnotes.__path__, "fieldnotes."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def python(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "ui")]),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("module", ["fieldnotes.cli.main", "fieldnotes_ui.app"])
def test_starting_a_program_loads_no_network_client(module: str) -> None:
    result = python(LOADED, module, *NETWORK)
    assert result.returncode == 0, result.stderr

    report = json.loads(result.stdout)

    assert report["ours"] > 10
    assert report["loaded"] == []
    assert report["held"] == []


def test_a_network_client_would_be_noticed() -> None:
    report = json.loads(python(LOADED, "urllib.request", *NETWORK).stdout)

    assert "socket" in report["loaded"]


def test_the_core_needs_no_qt() -> None:
    result = python(WITHOUT_QT)

    assert result.returncode == 0, result.stderr

"""Starting the program as its user does: help without a display, hygiene, a crash that tells nothing, no traces."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.vaults import ROOT

SECRET = "Şirməmməd"
WAIT_S = 60


def run(home: Path, code: str, *arguments: str, platform: str = "offscreen") -> subprocess.CompletedProcess[str]:
    """Run Python code in a fresh process whose every folder is under `home`."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**kept, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "QT_QPA_PLATFORM": platform,
             "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'ui'}", "PYTHONUTF8": "1"},
        capture_output=True, text=True, timeout=WAIT_S, check=False,
    )  # fmt: skip


MAIN = "import sys; from fieldnotes_ui.app import main; sys.exit(main(sys.argv[1:]))"


@pytest.mark.parametrize(("argument", "words"), [("--help", "VAULT|BUNDLE"), ("--version", "FieldNotes")])
def test_help_and_version_need_no_display(tmp_path: Path, argument: str, words: str) -> None:
    answer = run(tmp_path, MAIN, argument, platform="no-such-platform")

    assert answer.returncode == 0, answer.stderr
    assert words in answer.stdout


def test_the_process_is_hardened_before_a_window_exists(tmp_path: Path) -> None:
    code = """
import ctypes, os, resource, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from fieldnotes_ui import app
class Probe(QApplication):
    def exec(self):
        print(resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0)), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
        return 0
app.QApplication = Probe
sys.exit(app.main([]))
"""
    answer = run(tmp_path, code)

    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.strip() == "(0, 0) 0o77 0"


@pytest.mark.parametrize("where", ["slot", "thread", "destructor"])
def test_an_uncaught_error_tells_its_kind_and_place_but_no_value(tmp_path: Path, where: str) -> None:
    code = f"""
import sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from fieldnotes_ui import app as start
from fieldnotes_ui.dialogs.crash import CrashDialog
app = start.application()
start._watch_for_errors()
name = {SECRET!r}
def fail():
    raise ValueError("cannot find " + name)
class Falls:
    def __del__(self):
        fail()
def slot():
    QTimer.singleShot(0, fail)
    QTimer.singleShot(0, fail)
def thread():
    made = threading.Thread(target=fail)
    made.start()
    made.join()
def destructor():
    Falls()
def look():
    shown = [widget for widget in app.topLevelWidgets() if isinstance(widget, CrashDialog)]
    print(len(shown), " ".join(label.text() for one in shown for label in one.findChildren(QLabel)))
    app.quit()
QTimer.singleShot(0, {where})
QTimer.singleShot(200, look)
app.exec()
"""
    answer = run(tmp_path, code)

    assert answer.returncode == 0, answer.stderr
    assert "ValueError" in answer.stderr
    assert answer.stdout.startswith("1 " if where == "slot" else "0 ")
    assert ("ValueError" in answer.stdout) is (where == "slot")
    assert SECRET not in answer.stderr + answer.stdout


def test_choosing_a_vault_in_a_dialog_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    (tmp_path / f"{SECRET}.fieldnotes").mkdir()
    code = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog
from fieldnotes_ui.app import Program, application
app = application()
program = Program(app)
program.window.show()
page = program.window.page("entrance")
def choose():
    page._ask_for_vault()
    dialog = page.findChild(QFileDialog)
    dialog.setDirectory(sys.argv[1])
    QTimer.singleShot(200, dialog.accept)
    QTimer.singleShot(600, app.quit)
QTimer.singleShot(0, choose)
app.exec()
program.close()
"""
    answer = run(tmp_path, code, str(tmp_path / f"{SECRET}.fieldnotes"))

    assert answer.returncode == 0, answer.stderr
    written = [path for path in tmp_path.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    assert not written
    assert not list(tmp_path.rglob("QtProject*"))

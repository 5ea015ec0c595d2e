"""A whole session of the window, started as its user starts it: what it leaves in the home folder, whom it calls."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import PASSPHRASE, Desk
from tests.e2e.test_seizure import places_with
from tests.helpers.screen import DRIVEN
from tests.helpers.vaults import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace and XDG folders")

MARKER = "Qəşəmşah"
SESSION = f"""
import os, sys
sys.path[:0] = {[str(ROOT), str(ROOT / "ui")]!r}
from pathlib import Path
from fieldnotes import process
process.harden()
from dataclasses import replace
from PySide6.QtWidgets import QFileDialog
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.services import write
from fieldnotes_ui.app import Program, application
from fieldnotes_ui.preferences import Scheme
passphrase, marker = sys.stdin.readline().strip(), sys.stdin.readline().strip()
app = application()
program = Program(app, vault=Path(sys.argv[1]))
desk, window = program.desk, program.window
{DRIVEN}
window.show()
settle()
page = window.page("entrance")
page._ask_for_vault()
dialog = page.findChild(QFileDialog)
dialog.setDirectory(sys.argv[1])
settle()
dialog.accept()
settle()
type_text(page._field.line, passphrase)
page._submit()
while not desk.is_open:
    settle()
def plant():
    case = write.add_case(desk._session, marker).code
    body = Body.of(f"O gecə {{marker}} gəldi.")
    return write.new_record(desk._session, case, kind=Kind.TESTIMONY, card=Card(title=marker), body=body).code
code = desk.on_vault_thread(plant)
window.visit("library", "open_record", code)
settle()
type_text(window.page("library").pane.editor, f" Yenə {{marker}}.")
window.visit("library", "focus_search")
type_text(QApplication.focusWidget() or window, marker)
program.clipboard.copy(marker)
for place in ("register", "redact", "security", "settings", "library"):
    window.go(place)
    settle()
program.choose(replace(program.preferences, scheme=Scheme.DARK))
settle()
window.lock()
settle()
program.close()
print("done", sorted(name for name in os.environ if name.startswith(("LD_", "QT_P", "PYTHON"))))
"""
_MAY_CHANGE = re.compile(r"\.config/fieldnotes(/settings\.json)?|\.config|\.cache(/fontconfig(/.*)?)?")
"""fontconfig keeps a list of the fonts that are installed; the settings name nobody."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    path = tmp_path / "home"
    (path / "tmp").mkdir(parents=True)
    (path / "run").mkdir(mode=0o700)
    return path


def test_a_session_of_the_window_leaves_only_settings_and_calls_nobody(desk: Desk, home: Path) -> None:
    strace = shutil.which("strace")
    assert strace, "strace is needed; it is in packaging/debian-test-packages.txt"
    log = home.parent / "strace.log"
    program = home.parent / "fieldnotes"
    program.write_text(SESSION, encoding="utf-8")
    before = set(home.rglob("*"))

    ended = subprocess.run(
        [strace, "-f", "-qq", "-o", log, "-e", "trace=socket,execve", sys.executable, "-B", program, desk.vault],
        env={"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home / "tmp"), "LANG": "C.UTF-8",
             "XDG_RUNTIME_DIR": str(home / "run"), "QT_QPA_PLATFORM": "offscreen", "LD_LIBRARY_PATH": "/nowhere",
             "QT_PLUGIN_PATH": "/nowhere"},
        input=f"{PASSPHRASE}\n{MARKER}\n", capture_output=True, text=True, encoding="utf-8", timeout=110, check=False,
    )  # fmt: skip

    assert ended.stdout == "done ['PYTHONMALLOC']\n", ended.stderr
    calls = log.read_text(errors="replace").splitlines()
    assert [line for line in calls if "socket(" in line and "AF_UNIX" not in line] == []
    assert len([line for line in calls if re.search(r"execve\(.* = 0$", line)]) == 2
    new = {path.relative_to(home): path for path in set(home.rglob("*")) - before}
    assert [str(name) for name in new if not _MAY_CHANGE.fullmatch(str(name))] == []
    assert Path(".config/fieldnotes/settings.json") in new
    assert {path.stat().st_mode & 0o077 for path in new.values()} == {0}
    assert places_with(MARKER, home, desk.vault) == []
    assert places_with(desk.vault.name, home) == []
    assert places_with(PASSPHRASE, home, desk.vault) == []

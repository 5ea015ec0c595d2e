"""The Qt binding must not lose references to None and True, as 6.12.0 does on Python before 3.12 until it aborts."""

from __future__ import annotations

import subprocess
import sys

import pytest

CALLS = 1000

VOID_CALLS = f"""
import sys
from PySide6.QtCore import QObject
thing = QObject()
before = sys.getrefcount(None)
for _ in range({CALLS}):
    thing.setObjectName("x")
print(sys.getrefcount(None) - before)
"""

EMITS = f"""
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal
app = QCoreApplication([])
class Sender(QObject):
    sent = Signal(object)
sender = Sender()
sender.sent.connect(lambda value: None)
before = sys.getrefcount(True)
for _ in range({CALLS}):
    sender.sent.emit(1)
print(sys.getrefcount(True) - before)
"""


@pytest.mark.parametrize("program", [VOID_CALLS, EMITS], ids=["None", "True"])
def test_a_thousand_calls_lose_no_reference(program: str) -> None:
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr

    # The interpreter itself moves the count by a few; the fault moves it by one a call.
    assert abs(int(result.stdout)) < CALLS // 20

"""Facts of a process, made by changing a real one."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.audit.probes.machine import Machine
from fieldnotes.audit.probes.process import core_limit, libraries, measure, network_sockets

REPOSITORY = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measured on Linux")

_ASK = """
import json, os
from fieldnotes.audit.probes.process import measure
found = measure()
print(json.dumps([found.core_limit, found.dumpable, found.network_sockets, sorted(found.libraries),
                  found.ignores_python_environment, sorted(found.environment)]))
"""


def measured_after(before: str = "", *, options: tuple[str, ...] = (), **environment: str) -> list[Any]:
    """What a fresh process says of itself after running `before`."""
    code = f"import sys; sys.path.insert(0, {str(REPOSITORY)!r})\n{before}\n{_ASK}"
    answer = subprocess.run(
        [sys.executable, *options, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
        timeout=60,
    )
    found = json.loads(answer.stdout)
    assert isinstance(found, list)
    return found


def test_core_limit_and_dumpable_are_read_from_the_process() -> None:
    limit, dumpable, *_ = measured_after("import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0))")
    assert (limit, dumpable) == ("0", 1)
    hard = "import resource as r; r.setrlimit(r.RLIMIT_CORE, (r.getrlimit(r.RLIMIT_CORE)[1],) * 2)"
    hidden = "import ctypes; assert ctypes.CDLL(None).prctl(4, 0, 0, 0, 0) == 0"
    limit, dumpable, *_ = measured_after(f"{hard}\n{hidden}")
    # A program that ran in this process has lowered the hard limit for good, for its children too.
    assert (limit != "0", dumpable) == (resource.getrlimit(resource.RLIMIT_CORE)[1] != 0, 0)


def test_no_socket_is_counted_where_there_is_none() -> None:
    assert measured_after()[2] == 0


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_a_socket_is_counted_even_before_it_is_bound(family: str) -> None:
    assert measured_after(f"import socket; kept = socket.socket(socket.{family}, socket.SOCK_DGRAM)")[2] == 1


def test_a_local_socket_is_no_network() -> None:
    assert measured_after("import socket; kept = socket.socketpair()")[2] == 0


def test_mapped_libraries_are_named_without_their_folders() -> None:
    names = measured_after("import ctypes")[3]
    assert any(name.startswith("libc.so") for name in names)
    assert not any("/" in name for name in names)
    pytest.importorskip("PySide6.QtNetwork")
    names = measured_after("import PySide6.QtNetwork")[3]
    assert any(name.startswith("libQt6Network.") for name in names)


def test_isolated_python_is_recognised() -> None:
    assert measured_after()[4] is False
    assert measured_after(options=("-I",))[4] is True


def test_other_systems_answer_nothing_they_did_not_measure() -> None:
    found = measure(Machine(system="win32"))
    assert (found.core_limit, found.dumpable, found.network_sockets, found.libraries) == (None, None, None, None)


def test_without_proc_nothing_is_claimed(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "linux")
    assert (core_limit(machine), libraries(machine), network_sockets(machine)) == (None, None, None)


def test_the_environment_is_not_printed() -> None:
    assert "PATH" not in repr(measure())


_JUDGE = """
from pathlib import Path
from fieldnotes.audit.checks import a05_environment, n01_no_network, p04_core_dumps
from fieldnotes.audit.context import Context
context = Context(Path("."), measure())
print(json.dumps([str(check.run(context).status) for check in (p04_core_dumps, a05_environment, n01_no_network)]))
"""
_NO_DUMPS = """
import ctypes, resource
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
assert ctypes.CDLL(None).prctl(4, 0, 0, 0, 0) == 0
"""


def judged_after(before: str = "", **environment: str) -> list[str]:
    """What the checks of the process say in a fresh one whose environment holds nothing else."""
    code = f"import json, sys; sys.path.insert(0, {str(REPOSITORY)!r})\n{before}"
    ask = "from fieldnotes.audit.probes.process import measure" + _JUDGE
    answer = subprocess.run(
        [sys.executable, "-c", f"{code}\n{ask}"], env=environment, capture_output=True, check=True, timeout=60
    )
    found = json.loads(answer.stdout)
    assert isinstance(found, list)
    return found


def test_a_hardened_process_passes() -> None:
    assert judged_after(_NO_DUMPS, OPENSSL_CONF=os.devnull) == ["pass", "pass", "pass"]


def test_a_process_that_can_dump_does_not_pass() -> None:
    assert judged_after("import ctypes; ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)", OPENSSL_CONF=os.devnull)[0] != "pass"


@pytest.mark.parametrize("name", ["LD_PRELOAD", "QT_PLUGIN_PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "OPENSSL_MODULES"])
def test_a_planted_variable_fails_the_process(name: str) -> None:
    assert judged_after(_NO_DUMPS, OPENSSL_CONF=os.devnull, **{name: "/nowhere"})[1] == "fail"


def test_an_open_socket_fails_the_process() -> None:
    opened = "import socket; kept = socket.socket(); kept.bind(('127.0.0.1', 0)); kept.listen()"
    assert judged_after(f"{_NO_DUMPS}\n{opened}", OPENSSL_CONF=os.devnull)[2] == "fail"

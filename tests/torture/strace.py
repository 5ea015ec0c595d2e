"""Run a piece of work in a child that waits until strace is on it; read back every call that touched its folder."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldnotes.errors import FieldNotesError
from tests.torture.world import Outcome

CALLS = (
    *("write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "openat", "link", "linkat"),
    *("unlink", "unlinkat", "ftruncate", "close", "mkdir", "mkdirat", "rmdir"),
)
UNEXPECTED = ("writev", "pwritev", "pwritev2", "truncate", "creat", "copy_file_range", "sendfile", "fallocate", "open")
"""Calls that change files and that nothing here makes; were one made, the record would not be complete."""
CARRYING = ("write", "pwrite64", "writev", "pwritev", "pwritev2")
"""Calls whose text is data, not a path."""
RECORDED = ("lseek",)
"""Calls that change nothing but say where the next write goes."""
LONGEST_S = 180
CRASH = 99
"""The exit code of a child that failed with an error that is none of ours."""

Start = Callable[[], None]
Work = Callable[[Path, Start], None]

_LINE = re.compile(r"(\d+)\s+(.*)")
_CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+|\?)(.*)", re.DOTALL)
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_DESCRIPTOR = re.compile(r"(?:\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>(\(deleted\))?")


@dataclass(frozen=True, slots=True)
class Call:
    """One system call. `number` counts calls of the same name in the same thread, from 1."""

    name: str
    number: int
    paths: tuple[str, ...]
    data: bytes = b""
    rest: str = ""
    result: int | None = None
    gone: bool = False
    """The file had no name any more."""


def available() -> bool:
    return shutil.which("strace") is not None


def run(
    work: Work, folder: Path, *, log: Path, inject: Sequence[str] = (), record: bool = False, before: Path | None = None
) -> Outcome:
    """Do `work` on `folder` in a child under strace; calls are counted from the moment the work says `start`.

    With `record`, every call is written to `log` with all its data. `before` becomes a copy of `folder` as it is at
    that moment: opening what the work needs may have changed it already.
    """
    ready_in, ready_out = os.pipe()
    go_in, go_out = os.pipe()
    said_in, said_out = os.pipe()
    errors = log.with_name(log.name + ".errors")
    child = os.fork()
    if child == 0:
        for handle in (ready_in, go_out, said_in):
            os.close(handle)
        _child(work, folder, ready_out, go_in, said_out, errors)
    for handle in (ready_out, go_in, said_out):
        os.close(handle)
    try:
        os.read(ready_in, 1)
        if before is not None:
            shutil.copytree(folder, before)
        tracer = _attach(child, log, inject, record=record)
        os.write(go_out, b"x")
        killed = False
        try:
            tracer.communicate(timeout=LONGEST_S)
        except subprocess.TimeoutExpired:
            os.kill(child, signal.SIGKILL)
            tracer.communicate()
            killed = True
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with os.fdopen(said_in, "rb") as pipe:
            said = tuple(pipe.read().decode().splitlines())
    finally:
        os.close(ready_in)
        os.close(go_out)
    complaint = errors.read_text(encoding="utf-8", errors="replace") if errors.exists() else ""
    return Outcome(None if status < 0 else status, said, complaint, ("it did not end",) if killed else ())


def _attach(child: int, log: Path, inject: Sequence[str], *, record: bool) -> subprocess.Popen[str]:
    traced = (
        (*CALLS, *UNEXPECTED, *RECORDED) if record else sorted({word.split(":")[0] for word in inject} or {"write"})
    )
    command = ["strace", "-f", "-o", str(log), "-e", "trace=" + ",".join(traced), "-e", "signal=none"]
    if record:
        command += ["-y", "-xx", "-s", "100000000"]
    for word in inject:
        command += ["-e", f"inject={word}"]
    tracer = subprocess.Popen([*command, "-p", str(child)], stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    line = tracer.stderr.readline()
    if "attached" not in line:
        os.kill(child, signal.SIGKILL)
        raise RuntimeError(f"strace says: {line}")
    return tracer


def _child(work: Work, folder: Path, ready: int, go: int, said: int, errors: Path) -> None:
    """The child's whole life. Its exit code is that of the command line: our errors' own, 99 for anything else."""
    started = False

    def start() -> None:
        nonlocal started
        started = True
        os.write(ready, b"x")
        os.read(go, 1)

    code = 0
    try:
        os.dup2(said, 1)
        handle = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(handle, 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - pytest's own are not ours
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        work(folder, start)
        say("done")
    except FieldNotesError as error:
        code = error.exit_code
        os.writev(2, [error.sentence_text().encode()])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else CRASH
    except BaseException:  # noqa: BLE001 - nothing may leave the child
        code = CRASH
        os.writev(2, [traceback.format_exc().encode()])
    finally:
        if not started:
            start()
        os._exit(code)


def say(line: str) -> None:
    """Report to whoever waits; from here on it must not be lost. (Not by `write`, which may be the call that fails.)"""
    os.writev(1, [line.encode() + b"\n"])


def calls(log: Path) -> Iterator[Call]:
    """The calls of a recording, in order."""
    pending: dict[str, str] = {}
    counts: dict[tuple[str, str], int] = {}
    for line in log.read_text(encoding="ascii", errors="replace").split("\n"):
        parts = _LINE.fullmatch(line)
        if parts is None:
            continue
        thread, text = parts[1], parts[2]
        if text.endswith("<unfinished ...>"):
            pending[thread] = text.removesuffix("<unfinished ...>")
            continue
        if text.startswith("<..."):
            text = pending.pop(thread, "") + text.partition("resumed>")[2]
        found = _CALL.fullmatch(text)
        if found is None:
            continue
        name = found[1]
        key = (thread, name)
        counts[key] = counts.get(key, 0) + 1
        yield _call(name, counts[key], found[2], found[3])


def _call(name: str, number: int, arguments: str, result: str) -> Call:
    described = _DESCRIPTOR.match(arguments)
    strings = [_bytes(text[1]) for text in _STRING.finditer(arguments)]
    rest = _STRING.sub("", _DESCRIPTOR.sub("", arguments))
    value = None if result == "?" else int(result)
    paths: tuple[str, ...] = (_bytes(described[1]).decode() if described else "",)
    data = b""
    if name in CARRYING:
        data = strings[0] if strings else b""
    elif strings:
        paths = tuple(text.decode() for text in strings)
    return Call(name, number, paths, data, rest, value, bool(described and described[2]))


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))

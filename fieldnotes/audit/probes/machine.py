"""The audited machine: its own files, and what its programs and its registry answer; or a recording of another's."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_OCTAL = re.compile(r"\\([0-7]{3})")
_PATIENCE_S = 5
_KEPT = ("HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "SYSTEMROOT", "USERPROFILE")
"""All that a program of the system gets of our environment: where the user's settings are asked for."""

RegistryValue = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A program that comes with a system, by its full path, and what it is asked. It changes nothing."""

    system: str
    """As sys.platform begins."""
    program: str
    arguments: tuple[str, ...] = ()

    def about(self, *subjects: str) -> Question:
        return Question(self.system, self.program, (*self.arguments, *subjects))


@dataclass(frozen=True, slots=True)
class Machine:
    """`root` is the folder below which /proc, /sys and /etc are read; `system` as sys.platform.

    With `answers` and `registry` given it is a recording: nothing is started, and what is not in it is not known.
    """

    root: Path = Path("/")
    system: str = sys.platform
    answers: Mapping[Question, str] | None = field(default=None, repr=False)
    registry: Mapping[str, RegistryValue] | None = field(default=None, repr=False)
    r"""Values by `HIVE\key\name`, HIVE being HKCU or HKLM."""

    @property
    def is_linux(self) -> bool:
        return self.system.startswith("linux")

    @property
    def is_recorded(self) -> bool:
        """Whether this is another machine than the one that the program runs on."""
        recorded = self.answers is not None or self.registry is not None
        return recorded or self.system != sys.platform or self.root != Path("/")

    def at(self, *parts: str) -> Path:
        return self.root.joinpath(*parts)

    def line(self, *parts: str) -> str | None:
        """The text of a small kernel file without its line feed; None where the kernel has no such file."""
        try:
            return self.at(*parts).read_text(encoding="utf-8", errors="surrogateescape").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def ask(self, question: Question) -> str | None:
        """What a program of the system answers; None where there is none, it fails, or takes longer than 5 seconds."""
        if not self.system.startswith(question.system):
            return None
        if self.is_recorded:
            return None if self.answers is None else self.answers.get(question)
        if not Path(question.program).is_file():
            return None
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | {"LC_ALL": "C"}
        command = [question.program, *question.arguments]
        try:
            done = subprocess.run(  # noqa: S603 - a full path and no shell
                *(command,), capture_output=True, env=environment, timeout=_PATIENCE_S, check=True
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.decode("utf-8", "replace")

    def registry_value(self, path: str) -> RegistryValue | None:
        r"""A value of the Windows registry by `HIVE\key\name`; None where there is none."""
        if self.is_recorded:
            return None if self.registry is None else self.registry.get(path)
        return _registry_value(path)


def _registry_value(path: str) -> RegistryValue | None:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - exists on Windows only

        hives = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
        hive, _, rest = path.partition("\\")
        key, _, name = rest.rpartition("\\")
        try:
            with winreg.OpenKey(hives[hive], key) as opened:
                value, _kind = winreg.QueryValueEx(opened, name)
        except OSError:
            return None
        return tuple(value) if isinstance(value, list) else value if isinstance(value, int) else str(value)
    return None


def unescaped(field: str) -> str:
    r"""A field of /proc/self/mountinfo or /proc/swaps, where \040 stands for a space (proc(5))."""
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), field)

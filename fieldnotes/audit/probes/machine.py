"""Where the audited machine's own files are: this machine, or a recorded tree of another."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Machine:
    """`root` is the folder below which /proc, /sys and /etc are read; `system` as sys.platform."""

    root: Path = Path("/")
    system: str = sys.platform

    @property
    def is_linux(self) -> bool:
        return self.system.startswith("linux")

    def at(self, *parts: str) -> Path:
        return self.root.joinpath(*parts)

    def line(self, *parts: str) -> str | None:
        """The text of a small kernel file without its line feed; None where the kernel has no such file."""
        try:
            return self.at(*parts).read_text(encoding="utf-8", errors="surrogateescape").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None


def unescaped(field: str) -> str:
    r"""A field of /proc/self/mountinfo or /proc/swaps, where \040 stands for a space (proc(5))."""
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), field)

"""Make this process a poor witness: private files, no core dumps, no peeking, a responsive interpreter."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

from fieldnotes import files

_PR_SET_DUMPABLE = 4
_SWITCH_INTERVAL_S = 0.001
"""Short turns keep a window responsive while another thread computes."""


def harden() -> None:
    """Called once by each program before it reads anything. What the platform lacks is left to the audit to tell."""
    files.private_by_default()
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - exists on POSIX only

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

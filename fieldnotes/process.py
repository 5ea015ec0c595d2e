"""Make this process a poor witness: a clean environment, private files, no core dumps, no peeking, memory overwritten.

What loads code into a process, or makes a library write a log, is in its environment before its first line runs. So
the programs start themselves once more with an environment of their own making: `docs/decisions/0005` has the
measurements.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from fieldnotes import files

_PR_SET_DUMPABLE = 4  # linux/prctl.h
_SWITCH_INTERVAL_S = 0.001
"""Short turns keep a window responsive while another thread computes."""

_MARKER = "FIELDNOTES_RESTARTED"
_once: list[bool] = []
"""Not empty once this process has asked itself: the marker is gone from the environment by then."""
_MODULES = {
    "fieldnotes.__main__": "fieldnotes",
    "fieldnotes.cli.main": "fieldnotes.cli.main",
    "fieldnotes_ui.__main__": "fieldnotes_ui",
    "fieldnotes_ui.app": "fieldnotes_ui.app",
}
"""What `python -m` calls a program's main module, and the word that starts it again."""
_SCRIPTS = frozenset({"fieldnotes", "fieldnotes-cli"})
_PACKAGES = ("fieldnotes", "fieldnotes_ui")
_INSTALLED = frozenset({"site-packages", "dist-packages"})

_MEMORY = {
    "PYTHONMALLOC": "malloc",
    "GLIBC_TUNABLES": "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0",
}
"""Freed memory is overwritten: Python's own allocator would keep it as it is (glibc manual, Memory Allocation
Tunables; 165 is any byte but 0 and 255). Of other systems only the first has an effect."""
_NEUTRAL = {"OPENSSL_CONF": os.devnull}

_PREFIXES = ("LD_", "DYLD_", "PYTHON", "OPENSSL_", "QML", "QV4_", "MALLOC_", "QT_LOGGING_", "VK_", "__EGL_", "__GLX_")
_NAMES = frozenset(
    {
        # unsecvars.h of glibc: what it drops itself when a program is given rights
        *("GCONV_PATH", "GETCONF_DIR", "GLIBC_TUNABLES", "HOSTALIASES", "LOCALDOMAIN", "LOCPATH", "NIS_PATH"),
        *("NLSPATH", "RESOLV_HOST_CONF", "RES_OPTIONS", "SEGFAULT_SIGNAL", "SEGFAULT_USE_ALTSTACK"),
        # plug-ins of Qt and of the libraries below it
        *("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_GENERIC_PLUGINS", "QT_STYLE_OVERRIDE"),
        *("GTK_MODULES", "GTK_PATH", "GTK_EXE_PREFIX", "GIO_EXTRA_MODULES", "GIO_MODULE_DIR", "GDK_PIXBUF_MODULEDIR"),
        *("GDK_PIXBUF_MODULE_FILE", "LIBGL_DRIVERS_PATH", "GBM_BACKENDS_PATH", "LIBVA_DRIVERS_PATH"),
        *("VDPAU_DRIVER_PATH", "LIBDECOR_PLUGIN_DIR"),
        # what keys or messages would be written to
        *("SSLKEYLOGFILE", "QT_MESSAGE_PATTERN", "QT_DEBUG_PLUGINS"),
    }
)
_PLATFORMS = frozenset(
    {"xcb", "wayland", "wayland-egl", "eglfs", "linuxfb", "offscreen", "minimal", "cocoa", "windows"}
)
"""Ways for Qt to show a window. `vnc`, which also comes with Qt, would show it to the network."""


def harden() -> None:
    """Called once by each program before it reads anything. What the platform lacks is left to the audit to tell."""
    restart_clean()
    files.private_by_default()
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    if _program() is not None:
        _no_temporary_files()
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - exists on POSIX only

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def restart_clean() -> None:
    """Replace this process by the same program with a clean environment, unless that has been done.

    Does nothing where the main module is none of our programs (tests, use as a library), in a frozen program, whose
    start code sets its own variables at every start, and on Windows, which can only start a second process.
    """
    if _once:
        return
    _once.append(True)
    restarted = os.environ.pop(_MARKER, None) is not None
    program = _program()
    if restarted and os.environ.get("PYTHONPATH") == _roots():
        del os.environ["PYTHONPATH"]
    if restarted or program is None or sys.platform == "win32" or hasattr(sys, "frozen"):
        return
    environment = cleaned(os.environ) | {_MARKER: "1"}
    if roots := _roots():
        environment["PYTHONPATH"] = roots
    # -s: nothing of the user's own site-packages. -P: nothing of the folder that the program is started in.
    flags = ["-s", "-P", "-X", "utf8", *(["-B"] if sys.dont_write_bytecode else [])]
    os.execve(sys.executable, [sys.executable, *flags, *program, *sys.argv[1:]], environment)  # noqa: S606 - ourselves


def cleaned(environment: Mapping[str, str]) -> dict[str, str]:
    """`environment` without what loads code or writes logs, and with what makes memory be overwritten."""
    kept = {name: value for name, value in environment.items() if not _is_foreign(name, value)}
    return kept | _NEUTRAL | _MEMORY


def overwrites_memory(environment: Mapping[str, str]) -> bool:
    """Whether a process that was started with `environment` overwrites the memory that it frees (glibc)."""
    return all(environment.get(name) == value for name, value in _MEMORY.items())


def _is_foreign(name: str, value: str) -> bool:
    if name == "QT_QPA_PLATFORM":
        return not all(choice.partition(":")[0] in _PLATFORMS for choice in value.split(";"))
    return name in _NAMES or name.startswith(_PREFIXES)


def _program() -> list[str] | None:
    """The words that start this program after the interpreter's own flags; None in any other process."""
    main = sys.modules.get("__main__")
    spec = getattr(main, "__spec__", None)
    if spec is not None:
        word = _MODULES.get(spec.name)
        return None if word is None else ["-m", word]
    return [sys.argv[0]] if Path(sys.argv[0]).name in _SCRIPTS else None


def _roots() -> str:
    """The folders of our own packages, as PYTHONPATH, where they are run from a checkout; empty once installed."""
    found: dict[str, None] = {}
    for package in _PACKAGES:
        spec = importlib.util.find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec is not None else ():
            folder = Path(place).parent
            if folder.name not in _INSTALLED:
                found[str(folder)] = None
    return os.pathsep.join(found)


def _no_temporary_files() -> None:
    """Whoever asks the standard library for a temporary file gets an error instead of a trace on the disk."""
    import tempfile  # noqa: PLC0415, TID251 - to switch it off

    tempfile.tempdir = str(Path(os.devnull) / "none")

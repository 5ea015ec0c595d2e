"""A05: nothing in the environment brings foreign code into this process."""

from __future__ import annotations

import os

from fieldnotes.audit.check import Result, failed, passed, warned
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence

ID = "A05"
TITLE = N_("The environment brings no foreign code into the program")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("Such a setting loads another program's code beside the open vault, where it can read everything.")
FIX = N_("Start FieldNotes by its own launcher, and find out who set these variables.")
EXPECTED = N_("OPENSSL_CONF is the null device; no variable or file that loads code")

_LOADERS = (
    "LD_PRELOAD",
    "LD_AUDIT",
    "LD_LIBRARY_PATH",
    "DYLD_INSERT_LIBRARIES",
    "DYLD_LIBRARY_PATH",
    "DYLD_FRAMEWORK_PATH",
    "GCONV_PATH",
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QT_QPA_GENERIC_PLUGINS",
    "QML_IMPORT_PATH",
    "QML2_IMPORT_PATH",
    "GTK_MODULES",
    "GIO_EXTRA_MODULES",
    "GDK_PIXBUF_MODULE_FILE",
    "LIBGL_DRIVERS_PATH",
    "OPENSSL_MODULES",
    "OPENSSL_ENGINES",
)
_PYTHON = ("PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONBREAKPOINT")


def run(context: Context) -> Result:
    process = context.process
    planted = [name for name in _LOADERS if process.environment.get(name)]
    if not process.ignores_python_environment:
        planted += [name for name in _PYTHON if process.environment.get(name)]
    if context.machine.is_linux and context.machine.line("etc/ld.so.preload"):
        planted.append("/etc/ld.so.preload")
    configuration = process.environment.get("OPENSSL_CONF")
    neutral = configuration == os.devnull
    measured = Sentence(
        N_("{planted} loading settings; OPENSSL_CONF is {file}"), planted=len(planted), file=_word(configuration)
    )
    if planted or (configuration and not neutral):
        return failed(measured, EXPECTED, *planted)
    return passed(measured, EXPECTED) if neutral else warned(measured, EXPECTED)


def _word(configuration: str | None) -> str:
    if not configuration:
        return N_("not set, so the system's file is read")
    return N_("the null device") if configuration == os.devnull else N_("another file")

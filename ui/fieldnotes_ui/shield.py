"""Pictures of the screen show nothing of the window, where the operating system can be told so.

Windows: SetWindowDisplayAffinity with WDA_EXCLUDEFROMCAPTURE (winuser.h; Windows 10 2004 and later).
macOS: NSWindow.sharingType = NSWindowSharingNone (AppKit). Linux has nothing of the kind that a program can ask for.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

_EXCLUDE_FROM_CAPTURE = 0x11
_SHARING_NONE = 0


class Shield(QObject):
    """Every window of the application as it comes up: dialogs and menus are windows of their own."""

    def __init__(self, app: QCoreApplication, ask: Callable[[int], bool] | None = None) -> None:
        """`ask` has the system leave out the window of Qt's `winId`; on this system's own way unless given."""
        super().__init__(app)
        self._ask = ask or {"win32": _on_windows, "darwin": _on_macos}.get(sys.platform)
        self._refused = False
        self._app = app
        if self._ask is not None:
            app.installEventFilter(self)

    @property
    def hides(self) -> bool | None:
        """False once the system refused a window; None where it has no such call: that is never said to protect."""
        return None if self._ask is None else not self._refused

    def stop(self) -> None:
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._refused |= not self._hidden(int(watched.winId()))
        return False

    def _hidden(self, window: int) -> bool:
        try:
            return self._ask is not None and self._ask(window)
        except (OSError, AttributeError):  # an older system without the call
            return False


def _on_windows(window: int) -> bool:
    user32: Any = getattr(ctypes, "windll").user32  # noqa: B009 - exists on Windows only
    return affinity_set(user32, window)


def affinity_set(user32: Any, window: int) -> bool:
    """Call SetWindowDisplayAffinity of `user32` with a window's handle; False where the system refused."""
    function = user32.SetWindowDisplayAffinity
    function.argtypes, function.restype = (ctypes.c_void_p, ctypes.c_uint32), ctypes.c_int
    return bool(function(ctypes.c_void_p(window), _EXCLUDE_FROM_CAPTURE))


def _on_macos(view: int) -> bool:
    objc: Any = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
    return sharing_ended(objc, view)


def sharing_ended(objc: Any, view: int) -> bool:
    """Send `[[view window] setSharingType: NSWindowSharingNone]`; False while the view is in no window."""
    objc.sel_registerName.restype = ctypes.c_void_p
    objc.sel_registerName.argtypes = (ctypes.c_char_p,)
    objc.objc_msgSend.restype = ctypes.c_void_p
    objc.objc_msgSend.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    window = objc.objc_msgSend(view, objc.sel_registerName(b"window"))
    if not window:
        return False
    objc.objc_msgSend.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)
    objc.objc_msgSend.restype = None
    objc.objc_msgSend(window, objc.sel_registerName(b"setSharingType:"), _SHARING_NONE)
    return True

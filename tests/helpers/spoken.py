"""What a screen reader is told about a running window: the accessibility tree, read from outside through AT-SPI."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from jeepney import DBusAddress, new_method_call  # comes with keyring
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_TEXT = "org.a11y.atspi.Text"
_LINES = {"list item", "table cell", "tree item"}
_PATIENCE_S = 4
_ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_MODAL = 16
_LABELLED_BY = 2
"""Of AtspiRelationType."""
_CHECKED, _ENABLED, _FOCUSABLE, _FOCUSED, _SELECTED, _SENSITIVE, _SHOWING = 4, 8, 11, 12, 23, 24, 25
"""Bits of AtspiStateType, atspi-constants.h."""


def missing() -> list[str]:
    """What AT-SPI needs and is not here (Debian's at-spi2-core and dbus)."""
    return [] if any(path.exists() for path in _LAUNCHERS) else [str(_LAUNCHERS[0])]


@contextmanager
def session_bus() -> Iterator[str]:
    """The address of a D-Bus session of its own, on which the accessibility bus starts when it is asked for."""
    process = subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={key: value for key, value in os.environ.items() if key != "DISPLAY"},
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def environment(bus: str) -> dict[str, str]:
    """For a program whose window is to be read: it tells its tree though no screen reader is installed."""
    return {"DBUS_SESSION_BUS_ADDRESS": bus, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing in a window, with everything in it."""

    name: str
    role: str
    states: frozenset[int]
    address: tuple[str, str]
    parts: tuple[Heard, ...] = field(repr=False)

    @property
    def is_focusable(self) -> bool:
        return _FOCUSABLE in self.states and _SENSITIVE in self.states

    @property
    def is_focused(self) -> bool:
        return _FOCUSED in self.states

    @property
    def is_modal(self) -> bool:
        return _MODAL in self.states

    @property
    def is_checked(self) -> bool:
        return _CHECKED in self.states

    @property
    def is_enabled(self) -> bool:
        return _ENABLED in self.states

    @property
    def is_selected(self) -> bool:
        return _SELECTED in self.states

    def everything(self) -> Iterator[Heard]:
        yield self
        for part in self.parts:
            yield from part.everything()


class Ear:
    """Reads every window of the programs on one session bus, as a screen reader does."""

    def __init__(self, bus: str) -> None:
        with open_dbus_connection(bus) as session:
            launcher = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            address = session.send_and_get_reply(new_method_call(launcher, "GetAddress"), timeout=30).body[0]
        self._bus: DBusConnection = open_dbus_connection(address)

    def __enter__(self) -> Ear:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bus.close()

    def windows(self) -> list[Heard]:
        """Every window of every program, with what it shows; one that went while it was read is left out."""
        return [
            window
            for program in self._children(_ROOT)
            for window in (self._heard(address) for address in self._children(program))
            if window is not None
        ]

    def showing(self) -> list[Heard]:
        """Everything on the screen now."""
        return [thing for window in self.windows() for thing in window.everything()]

    def focused(self) -> Heard | None:
        """What the keyboard is at: the innermost that has a name, such as the line of a list."""
        found = [thing for window in self.windows() for thing in _with_the_keyboard(window)]
        return next((thing for thing in reversed(found) if thing.name), found[-1] if found else None)

    def text_of(self, thing: Heard) -> str:
        """What stands in a field or text; "" where there is none."""
        answer = self._call(thing.address, "GetText", _TEXT, "ii", (0, -1))
        return str(answer[0]) if answer and isinstance(answer[0], str) else ""

    def _children(self, address: tuple[str, str]) -> list[tuple[str, str]]:
        answer = self._call(address, "GetChildren")
        return [(str(name), str(path)) for name, path in answer[0]] if answer else []

    def _heard(self, address: tuple[str, str]) -> Heard | None:
        """A thing that shows, with those of its parts that do."""
        states = self._call(address, "GetState")
        bits = states[0][0] | states[0][1] << 32 if states else 0
        if not bits >> _SHOWING & 1:
            return None
        name = self._call(address, "Get", _PROPERTIES, "ss", (_ACCESSIBLE, "Name"))
        role = self._call(address, "GetRoleName")
        if not (name and role):
            return None
        if role[0] == "combo box":
            name = (("", self._labels_of(address) or name[0][1]),)  # Qt gives what is chosen as its name
        below = [] if role[0] == "table" else self._children(address)  # hundreds of cells, which no journey reads
        parts = tuple(part for part in map(self._heard, below) if part is not None)
        return Heard(name[0][1], role[0], frozenset(bit for bit in range(64) if bits >> bit & 1), address, parts)

    def _labels_of(self, address: tuple[str, str]) -> str:
        """What the labels say that belong to it."""
        relations = self._call(address, "GetRelationSet")
        labels = [label for kind, found in relations[0] if kind == _LABELLED_BY for label in found] if relations else []
        names = [self._call((name, path), "Get", _PROPERTIES, "ss", (_ACCESSIBLE, "Name")) for name, path in labels]
        return " ".join(str(name[0][1]) for name in names if name)

    def _call(
        self,
        address: tuple[str, str],
        method: str,
        interface: str = _ACCESSIBLE,
        signature: str | None = None,
        body: tuple[Any, ...] = (),
    ) -> tuple[Any, ...]:
        """The answer, or () for a thing that is gone or has nothing of the kind."""
        name, path = address
        message = new_method_call(DBusAddress(path, name, interface), method, signature, body)
        try:
            reply = self._bus.send_and_get_reply(message, timeout=_PATIENCE_S)
        except TimeoutError:  # a program that is busy answers when it is asked again
            return ()
        return () if reply.header.message_type.name == "error" else tuple(reply.body)


def _with_the_keyboard(thing: Heard) -> Iterator[Heard]:
    """The current line of a list says that it has the keyboard even while its list has not."""
    if thing.is_focused:
        yield thing
    for part in thing.parts:
        if part.role not in _LINES or thing.is_focused:
            yield from _with_the_keyboard(part)

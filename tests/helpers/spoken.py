"""What a screen reader is told about a running window: the accessibility tree, read from outside through AT-SPI."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from jeepney import (  # comes with keyring
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_TEXT = "org.a11y.atspi.Text"
_LINES = {"list item", "table cell", "tree item", "page tab"}
_PATIENCE_S = 15
_NOT_READ = {"table", ""}
"""Hundreds of cells, which are asked for one at a time; and what went."""
_Address = tuple[str, str]
"""The program on the bus, and the thing in it."""
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
    address: _Address
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


@dataclass(frozen=True, slots=True)
class _Call:
    """A question to one thing."""

    address: _Address
    method: str
    interface: str = _ACCESSIBLE
    signature: str | None = None
    body: tuple[Any, ...] = ()

    def message(self) -> Message:
        name, path = self.address
        return new_method_call(DBusAddress(path, name, self.interface), self.method, self.signature, self.body)


class Ear:
    """Reads every window of the programs on one session bus, as a screen reader does."""

    def __init__(self, bus: str) -> None:
        with open_dbus_connection(bus) as session:
            launcher = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            self._address = session.send_and_get_reply(new_method_call(launcher, "GetAddress"), timeout=30).body[0]
        self._bus: DBusConnection = open_dbus_connection(self._address)

    def __enter__(self) -> Ear:
        """With the registry at work: a program that starts while it does may wait for it in vain."""
        self._children([_ROOT])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bus.close()

    def windows(self) -> list[Heard]:
        """Every window of every program, with what it shows; one that went while it was read is left out.

        Raises:
            TimeoutError: a program did not answer: what it shows is not known, which is not the same as nothing.
        """
        programs = self._children([_ROOT])[0]
        return self._heard([window for windows in self._children(programs) for window in windows])

    def showing(self) -> list[Heard]:
        """Everything on the screen now."""
        return [thing for window in self.windows() for thing in window.everything()]

    def focused(self) -> Heard | None:
        """What the keyboard is at: the innermost that has a name, such as the line of a list."""
        return innermost(with_the_keyboard(self.windows()))

    def cell(self) -> str:
        """What is said of the cell of the table that the keyboard is at, "" where there is none."""
        table = self.focused()
        cells = self._children([table.address])[0] if table is not None and table.role == "table" else []
        at = [cell for cell, bits in zip(cells, self._states(cells), strict=True) if bits >> _FOCUSED & 1]
        return next(iter(self._names(at)), "")

    def text_of(self, thing: Heard) -> str:
        """What stands in a field or text; "" where there is none."""
        answer = self._ask([_Call(thing.address, "GetText", _TEXT, "ii", (0, -1))])[0]
        return str(answer[0]) if answer and isinstance(answer[0], str) else ""

    def _heard(self, addresses: Sequence[_Address]) -> list[Heard]:
        """Those of these things that show, with those of their parts that do."""
        states = dict(zip(addresses, self._states(addresses), strict=True))
        shown = [address for address in addresses if states[address] >> _SHOWING & 1]
        roles = [str(answer[0]) if answer else "" for answer in self._ask([_Call(one, "GetRoleName") for one in shown])]
        names = self._names(shown)
        below = self._children([one for one, role in zip(shown, roles, strict=True) if role not in _NOT_READ])
        parts = (
            {part.address: part for part in self._heard([part for found in below for part in found])} if below else {}
        )
        found, made = iter(below), []
        for address, role, name in zip(shown, roles, names, strict=True):
            inside = next(found) if role not in _NOT_READ else []
            if role:
                said = (self._labels_of(address) or name) if role == "combo box" else name  # Qt's is what is chosen
                bits = frozenset(bit for bit in range(64) if states[address] >> bit & 1)
                made.append(Heard(said, role, bits, address, tuple(parts[one] for one in inside if one in parts)))
        return made

    def _children(self, addresses: Sequence[_Address]) -> list[list[_Address]]:
        answers = self._ask([_Call(address, "GetChildren") for address in addresses])
        return [[(str(name), str(path)) for name, path in answer[0]] if answer else [] for answer in answers]

    def _states(self, addresses: Sequence[_Address]) -> list[int]:
        """Of each its states, a bit each; 0 for a thing that is gone."""
        answers = self._ask([_Call(address, "GetState") for address in addresses])
        return [answer[0][0] | answer[0][1] << 32 if answer else 0 for answer in answers]

    def _names(self, addresses: Sequence[_Address]) -> list[str]:
        calls = [_Call(address, "Get", _PROPERTIES, "ss", (_ACCESSIBLE, "Name")) for address in addresses]
        return [str(answer[0][1]) if answer else "" for answer in self._ask(calls)]

    def _labels_of(self, address: _Address) -> str:
        """What the labels say that belong to it."""
        relations = self._ask([_Call(address, "GetRelationSet")])[0]
        labels = [label for kind, found in relations[0] if kind == _LABELLED_BY for label in found] if relations else []
        return " ".join(filter(None, self._names([(str(name), str(path)) for name, path in labels])))

    def _ask(self, calls: Sequence[_Call]) -> list[tuple[Any, ...]]:
        """All at once. The answers, () for a thing that is gone or has nothing of the kind.

        Raises:
            TimeoutError: they did not all come. The next question starts afresh.
        """
        waiting = {next(self._bus.outgoing_serial): place for place in range(len(calls))}
        self._bus.sock.sendall(b"".join(calls[place].message().serialise(serial) for serial, place in waiting.items()))
        answers: list[tuple[Any, ...]] = [()] * len(calls)
        while waiting:
            try:
                reply = self._bus.receive(timeout=_PATIENCE_S)
            except TimeoutError:
                self._bus.close()
                self._bus = open_dbus_connection(self._address)
                raise
            place = waiting.pop(reply.header.fields.get(HeaderFields.reply_serial, -1), -1)
            if place >= 0 and reply.header.message_type is not MessageType.error:
                answers[place] = tuple(reply.body)
        return answers


def with_the_keyboard(things: Iterable[Heard]) -> list[Heard]:
    """Those of these, and in them, that have the keyboard: a list before its line."""
    return [one for thing in things for one in _with_the_keyboard(thing)]


def innermost(found: Sequence[Heard]) -> Heard | None:
    """The last that has a name; one without a name where none has."""
    return next((thing for thing in reversed(found) if thing.name), found[-1] if found else None)


def _with_the_keyboard(thing: Heard) -> Iterator[Heard]:
    """The current line of a list, and the current tab, say that they have the keyboard even while the list has not."""
    if thing.is_focused:
        yield thing
    for part in thing.parts:
        if part.role not in _LINES or thing.is_focused:
            yield from _with_the_keyboard(part)

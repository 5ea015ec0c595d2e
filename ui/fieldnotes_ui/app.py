"""The composition root of the window: process hygiene, theme, desk, main window."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QLocale,
    QMessageLogContext,
    QSettings,
    QSize,
    Qt,
    QTimer,
    QtMsgType,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget

from fieldnotes import __version__, i18n, process, resources
from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes.services import opening
from fieldnotes.services.opening import Opened
from fieldnotes_ui import garbage, instance, shield, theme
from fieldnotes_ui.autolock import AutoLock
from fieldnotes_ui.autolock.ending import Ending
from fieldnotes_ui.autolock.triggers import EVENTS, Trigger
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.crash import show_crash
from fieldnotes_ui.main_window import MainWindow
from fieldnotes_ui.preferences import Preferences, Scheme
from fieldnotes_ui.qt_words import QtWords

_DESKTOP_ID = "org.fieldnotes.FieldNotes"
"""What the desktop's entry is called, by which it finds name and icon of the window."""
_UNLOCK_FIRST = N_("Unlock the vault that this review is about: then it is opened.")
_MOVING = (
    Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip, Qt.UIEffect.UI_AnimateToolBox,
)  # fmt: skip
"""Nothing slides or fades, for everybody: then nobody has to find a setting first."""


class Program:
    """Owns everything that lives as long as the window."""

    def __init__(
        self, app: QApplication, *, vault: Path | None = None, bundle: Path | None = None, stored: bool = True
    ) -> None:
        """`stored` False starts from the defaults instead of this machine's settings."""
        self._app, self._stored = app, stored
        self._qt_words = QtWords(app)
        app.installTranslator(self._qt_words)
        self.preferences = Preferences.load() if stored else Preferences()
        self.speak()
        self.dress()
        self.desk = Desk()
        self.clipboard = Clipboard()
        self.autolock = AutoLock(
            app, idle_s=self.preferences.idle_minutes * 60, on_minimise=self.preferences.lock_on_minimise
        )
        app.installEventFilter(self.autolock)
        self._tell_watched()
        self.window = MainWindow(self.desk, self.clipboard, self.autolock, self.preferences, path=vault)
        kept = QSize(self.preferences.width, self.preferences.height)
        self.window.resize(kept.boundedTo(self.window.screen().availableSize()))  # not every desktop sees to it
        self._fits = self.window.size()
        self.window.preferences_chosen.connect(self.choose)
        self.autolock.panic.connect(self.panic)
        self.autolock.known.connect(self._tell_watched)
        self._waiting: Path | None = None
        self.desk.unlocked.connect(self._open_waiting)
        self.desk.locked.connect(self._forget)
        self.desk.sealed_changed.connect(self._on_sealed_changed)
        self.desk.limits_changed.connect(self._keep_limits)
        self.autolock.due.connect(self._forget)  # comes after the window's own answer, with or without a vault
        self.ending = Ending(app)
        self.ending.session.connect(self.window.lock)
        self.ending.asked.connect(self.end)
        self.shield = shield.Shield(app)
        self.desk.tell_shielded(self.shield.hides)
        app.styleHints().colorSchemeChanged.connect(self._system_scheme_changed)
        if bundle is not None:
            self.window.open_bundle(bundle)

    def show(self) -> None:
        """As large as it was left."""
        if self.preferences.maximised:
            self.window.showMaximized()
        else:
            self.window.show()

    @Slot(object)
    def open(self, path: Path | None) -> None:
        """A second start was asked to open this, or just to show the window."""
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """What the program was started with, or what the desktop was told to open with it.

        A review belongs to a vault: it waits until one is unlocked.
        """
        kind = opening.kind_of(path)
        if kind is Opened.VAULT:
            self.window.choose_vault(path)
        elif kind is Opened.BUNDLE:
            self.window.open_bundle(path)
        elif self.desk.is_open:
            self.window.visit("bundle", "import_review", path)
        else:
            self._waiting = path
            self.desk.notice.emit(tr(_UNLOCK_FIRST))

    @Slot()
    def _open_waiting(self) -> None:
        path, self._waiting = self._waiting, None
        if path is not None:
            self.open_file(path)

    @Slot()
    def end(self) -> None:
        """Asked by the system to end: locked first, so that nothing has to be asked on the way out."""
        self.window.lock()
        self._app.quit()

    def choose(self, preferences: Preferences) -> None:
        """Apply new preferences and keep them; a disk that will not take them changes nothing else."""
        self.preferences = preferences
        self.speak()
        self.dress()
        self.autolock.set_on_minimise(preferences.lock_on_minimise)
        self.window.apply_preferences(preferences)
        try:
            preferences.save()
        except FieldNotesError as error:
            self.desk.failed.emit(error)

    def speak(self) -> None:
        """The chosen language; else the first of the system's that there is, else English."""
        system = (name.split("-")[0] for name in QLocale.system().uiLanguages())
        known = next((name for name in system if name in i18n.LANGUAGES), "en")
        i18n.set_language(resources.path("translations"), self.preferences.language or known)

    def close(self) -> None:
        """Everything away, in order; for tests and for quitting."""
        self._app.removeEventFilter(self.autolock)
        self.ending.stop()
        self._app.removeTranslator(self._qt_words)
        self.shield.stop()
        self.autolock.stop()
        self._keep_size()
        self.window.close()
        self.desk.close()
        self.clipboard.clear_copies()

    def _keep_size(self) -> None:
        """Where it was changed. A disk that will not take it is no reason to say anything on the way out."""
        size = self.window.normalGeometry().size() if self.window.isMaximized() else self.window.size()
        maximised = self.window.isMaximized() or (self.window.isMinimized() and self.preferences.maximised)
        now = replace(self.preferences, maximised=maximised)
        if size != self._fits:
            now = replace(now, width=size.width(), height=size.height())
        if self._stored and now != self.preferences:
            with suppress(FieldNotesError):
                now.save()

    @Slot()
    def panic(self) -> None:
        """Nothing on the screen at once, the keys gone within a moment, then no window either."""
        cover = self._cover()
        try:
            self.desk.panic()
            self.window.lock()  # a bundle that is read without a vault
        finally:
            self.window.showMinimized()
            cover.deleteLater()
            self._forget()

    def _cover(self) -> QWidget:
        """An empty sheet over the window, painted at once: of a minimised one the desktop shows its last picture.

        Pages under it stay shown: one that is hidden saves first, and that takes time.
        """
        self._close_others()
        sheet = QWidget(self.window)
        sheet.setAutoFillBackground(True)
        sheet.resize(self.window.size())
        sheet.show()
        sheet.raise_()
        self.window.repaint()
        return sheet

    @Slot()
    def _forget(self) -> None:
        """After a lock: what pages do not take with them. Whatever takes time comes when the keys are gone."""
        self._close_others()
        QToolTip.hideText()
        QGuiApplication.inputMethod().reset()
        QTimer.singleShot(0, self.window, garbage.sweep)

    @Slot(bool)
    def _on_sealed_changed(self, is_open: bool) -> None:
        if not is_open and self.desk.is_open:
            QTimer.singleShot(0, self.window, self._sweep_when_closed)

    def _sweep_when_closed(self) -> None:
        """Names go from the caches once the vault thread, which closes the compartment, has come so far."""
        self.desk.free(self.window, lambda _: None, lambda _: garbage.sweep())

    def _close_others(self) -> None:
        """Dialogs and menus that belong to the window itself, the palette and its search words among them."""
        for other in QApplication.topLevelWidgets():
            if other is not self.window and other.isVisible():
                other.close()
                if isinstance(other, QDialog):
                    other.deleteLater()

    @Slot()
    def _keep_limits(self) -> None:
        """What the vault's policy leaves to its user's preferences, and what not."""
        limits = self.desk.limits
        self.autolock.limit(limits.idle_lock_s, on_minimise=EVENTS[Trigger.MINIMISE] in limits.lock_on)
        self.clipboard.limit(self.desk.limits.clipboard_s)

    @Slot()
    def _tell_watched(self) -> None:
        self.desk.tell_watched(self.autolock.watched)

    def _system_scheme_changed(self) -> None:
        if self.preferences.scheme is Scheme.SYSTEM:
            self.dress()

    def dress(self) -> None:
        """Put the preferences' colours and sizes on the whole application."""
        hints, scheme = QGuiApplication.styleHints(), self.preferences.scheme
        is_system = scheme is Scheme.SYSTEM
        dark = scheme is Scheme.DARK or (is_system and hints.colorScheme() is Qt.ColorScheme.Dark)
        wants_contrast = hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
        theme.apply(
            self._app,
            dark=dark,
            contrast=scheme is Scheme.CONTRAST or (is_system and wants_contrast),
            text_percent=self.preferences.text_percent,
        )


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The one QApplication, made so that Qt leaves no trace of what is opened.

    Qt's file dialog writes the folders it was in when it is destroyed, after anybody could take them out again:
    its settings have nowhere to go.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    QGuiApplication.setApplicationName("fieldnotes")
    QGuiApplication.setDesktopFileName(_DESKTOP_ID)
    qInstallMessageHandler(_qt_message)
    app = QApplication(["fieldnotes", *arguments])
    app.setWindowIcon(QIcon(str(resources.path(f"desktop/{_DESKTOP_ID}.svg"))))
    for effect in _MOVING:
        app.setEffectEnabled(effect, False)
    theme.load_fonts()
    return app


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, or bring the one that is open to the front. `fieldnotes [VAULT|BUNDLE|REVIEW]`."""
    about = "Open a vault, a bundle that somebody sent, or an editor's review."
    parser = argparse.ArgumentParser(prog="fieldnotes", description=about)
    parser.add_argument("path", nargs="?", type=Path, metavar="VAULT|BUNDLE|REVIEW")
    parser.add_argument("--version", action="version", version=f"FieldNotes {__version__}")
    chosen: Path | None = parser.parse_args(argv).path
    process.harden()
    held = instance.claim()
    if isinstance(held, Path) and instance.hand_over(held, chosen):
        return 0
    app = application()
    _watch_for_errors()
    garbage.set_aside()
    program = Program(app)
    if chosen is not None:
        program.open_file(chosen)
    if isinstance(held, instance.Claim):
        instance.Listener(held, app).asked.connect(program.open)
    program.ending.listen()
    program.show()
    code = app.exec()
    program.close()
    return code


def _qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own complaints: nothing of ours is in them, but only the serious ones are worth a line."""
    del context
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        print(f"fieldnotes: Qt: {text}", file=sys.stderr)  # noqa: T201


def _stopped(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error that nobody caught: type and place, never its text or any value, which could name somebody."""
    del error
    show_crash(kind.__name__, _told(kind, trace), QApplication.activeWindow())


def _told(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The last places of an error, printed as well."""
    places = " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-4:])
    print(f"fieldnotes: stopped: {kind.__name__} at {places}", file=sys.stderr)  # noqa: T201
    return places


def _watch_for_errors() -> None:
    """Python's own hooks would print an error's text. Only the window's thread may show a dialog."""
    sys.excepthook = _stopped
    threading.excepthook = lambda stopped: _told(stopped.exc_type, stopped.exc_traceback) and None
    sys.unraisablehook = lambda stopped: _told(stopped.exc_type, stopped.exc_traceback) and None


if __name__ == "__main__":
    sys.exit(main())

"""The window: a rail of places, the page of the chosen one, a status line that tells the truth. No rules live here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from fieldnotes.errors import FieldNotesError
from fieldnotes.i18n import N_, tr
from fieldnotes_ui import messages
from fieldnotes_ui.autolock import AutoLock
from fieldnotes_ui.clipboard import Clipboard
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.manual import Manual
from fieldnotes_ui.dialogs.palette import CommandPalette
from fieldnotes_ui.dialogs.shortcuts import ShortcutSheet
from fieldnotes_ui.pages.backup_age import status_of
from fieldnotes_ui.pages.bundle import BundlePage
from fieldnotes_ui.pages.care import CarePage
from fieldnotes_ui.pages.farewell import Farewell, FarewellPage
from fieldnotes_ui.pages.first_run import FirstRunPage
from fieldnotes_ui.pages.greeting import Greeter
from fieldnotes_ui.pages.library import LibraryPage
from fieldnotes_ui.pages.redact import RedactPage
from fieldnotes_ui.pages.register import RegisterPage
from fieldnotes_ui.pages.security import SecurityPage
from fieldnotes_ui.pages.settings import SettingsPage
from fieldnotes_ui.pages.sharing import SharingPage
from fieldnotes_ui.pages.today import TodayPage
from fieldnotes_ui.pages.travel import TravelPage
from fieldnotes_ui.pages.unlock import UnlockPage
from fieldnotes_ui.preferences import Preferences
from fieldnotes_ui.widgets.actions import OF_THE_LIBRARY, ActionBook
from fieldnotes_ui.widgets.alerts import Alerts
from fieldnotes_ui.widgets.fit import FitStack
from fieldnotes_ui.widgets.rail import NEEDS_VAULT, PLACES, Rail
from fieldnotes_ui.widgets.strip import Strip

__all__ = ["NEEDS_VAULT", "PLACES", "MainWindow"]

_LOCKED_TITLE = N_("FieldNotes — locked")
_TITLE = N_("FieldNotes")
_OTHER_OPEN = N_("Another vault is open. Lock it first, then open this one.")
_NOTICE_MS = 8000
_WITHOUT_RAIL = frozenset({"entrance", "create", "farewell"})


class MainWindow(QMainWindow):
    """Builds pages after an unlock and throws them away at a lock, so that nothing of a vault outlives it."""

    preferences_chosen = Signal(object)

    def __init__(
        self, desk: Desk, clipboard: Clipboard, autolock: AutoLock, preferences: Preferences, *, path: Path | None
    ) -> None:
        super().__init__()
        self._desk = desk
        self._clipboard = clipboard
        self._autolock = autolock
        self._preferences = preferences
        self._path = path
        self._pages: dict[str, QWidget] = {}
        self._place = ""
        self._farewell = Farewell(desk, self)
        self._is_leaving = False
        self.setMinimumSize(1024, 640)
        self.resize(1320, 820)
        self._build()
        self._actions = ActionBook(self, self._handlers())
        self._connect()
        self.show_entrance()

    # --- what happens -----------------------------------------------------------------------------------------------

    def show_entrance(self, *, was_locked: bool = False) -> None:
        """The unlock page, with every page of a vault gone."""
        self._forget_pages()
        page = UnlockPage(self._desk, self._clipboard, path=self._path, was_locked=was_locked)
        page.create_wanted.connect(self.show_create)
        page.bundle_wanted.connect(lambda: self.go("bundle"))
        self._keep("entrance", page)
        self._show("entrance")
        self.setWindowTitle(tr(_LOCKED_TITLE))

    @Slot()
    def show_create(self) -> None:
        page = FirstRunPage(self._desk, self._clipboard)
        page.back_wanted.connect(self.show_entrance)
        page.finished.connect(lambda: self.go("library"))
        page.writing.connect(self._autolock.touch)  # which tells the desk too
        self._forget_pages()
        self._keep("create", page)
        self._show("create")

    def go(self, place: str) -> QWidget | None:
        """Show a place, made on its first visit. Places of the vault stay closed while it is locked."""
        if self._place == "farewell" and self._desk.is_open:
            return None
        if place in NEEDS_VAULT and not self._desk.is_open:
            self._show("create" if "create" in self._pages else "entrance")
            return None
        if place not in self._pages:
            self._keep(place, self._factories()[place]())
        self._show(place)
        if place == "bundle":
            self._autolock.start()  # it can be read without a vault, and is to be locked away all the same
        return self._pages[place]

    def page(self, place: str) -> QWidget | None:
        return self._pages.get(place)

    def run(self, command: str) -> None:
        """Do what one of the window's commands does; `widgets.actions` names them."""
        self._handlers()[command]()

    def choose_vault(self, path: Path) -> None:
        """Show the unlock page with this vault; one that is open stays open."""
        if not self._desk.is_open:
            self._path = path
            self.show_entrance()
        elif path.absolute() != self._path:
            self._tell("info", tr(_OTHER_OPEN))

    def open_bundle(self, path: Path) -> None:
        page = self.go("bundle")
        if isinstance(page, BundlePage):
            page.open_bundle(path)

    def apply_preferences(self, preferences: Preferences) -> None:
        """Called after theme and language changed: pages are made anew, because they were drawn in the old ones."""
        self._preferences = preferences
        self._autolock.set_idle(preferences.idle_minutes * 60)
        self._status.redraw()
        self._actions.rename()
        self._rail.redraw()
        place = self._place
        if self._desk.is_open:
            self._desk.closing.emit()
            self._forget_pages()
            self.go(place)
        elif place == "settings":
            self._forget_pages()
            self.show_entrance()
            self.go(place)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A backup that is due comes first, unless the desktop is closing or this is the second time of asking."""
        app = QGuiApplication.instance()
        in_a_hurry = self._is_leaving or (isinstance(app, QGuiApplication) and app.isSavingSession())
        if not in_a_hurry and self._farewell.leave(self.close):
            self._is_leaving = True
            event.ignore()
            return
        self._clipboard.clear()
        self._desk.close()
        super().closeEvent(event)

    # --- building ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._rail = Rail()
        for key, icon, name, keys in PLACES:
            if key == "settings":
                self._rail.add_stretch()
            self._rail.add(key, icon, tr(name), shortcut=keys)
        self._stack = FitStack()
        self._notice = Strip()
        self._notice.hide()
        self._notice_timer = QTimer(self, singleShot=True, interval=_NOTICE_MS)
        self._notice_timer.timeout.connect(self._notice.hide)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self._alerts = Alerts()
        self._greeter = Greeter(self._desk, self._alerts, self)
        right.addWidget(self._alerts)
        right.addWidget(self._notice)
        right.addWidget(self._stack, 1)
        centre = QWidget()
        layout = QHBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail)
        layout.addLayout(right, 1)
        self.setCentralWidget(centre)
        self._status = status_of(self._desk)
        self.setStatusBar(self._status)

    def _connect(self) -> None:
        self._rail.chosen.connect(self.go)
        self._status.lock_wanted.connect(self.lock_by_hand)
        self._farewell.page_wanted.connect(self._show_farewell)
        self._greeter.scheduled.connect(self._farewell.expect)
        self._greeter.upgrade_wanted.connect(lambda: self.visit("care", "upgrade"))
        self._desk.unlocked.connect(self._on_unlocked)
        self._desk.locked.connect(self._on_locked)
        self._desk.sealed_changed.connect(self._status.show_sealed)
        self._desk.failed.connect(self._on_failed)
        self._desk.notice.connect(lambda text: self._tell("ok", text))
        self._autolock.due.connect(self.lock)
        self._autolock.left.connect(self._status.show_seconds)
        self._autolock.active.connect(self._desk.touched)
        self._clipboard.remaining.connect(self._status.show_clipboard)

    def _factories(self) -> dict[str, Callable[[], QWidget]]:
        return {
            "today": self._today,
            "library": self._library,
            "register": self._register,
            "redact": self._redact,
            "sharing": self._sharing,
            "bundle": lambda: BundlePage(self._desk, self._clipboard),
            "security": self._security,
            "care": self._care,
            "travel": self._travel,
            "settings": self._settings,
        }

    def _today(self) -> QWidget:
        page = TodayPage(self._desk, self._clipboard)
        page.wanted.connect(self.visit)
        page.care_wanted.connect(lambda: self.go("care"))
        return page

    def _library(self) -> QWidget:
        page = LibraryPage(self._desk, self._clipboard)
        page.redact_wanted.connect(lambda case, only: self.visit("redact", "open_case", case, only))
        page.person_wanted.connect(lambda code: self.visit("register", "open_entry", code))
        page.travel_wanted.connect(lambda: self.go("travel"))
        page.status.connect(self._status.show_saved)
        return page

    def _register(self) -> QWidget:
        page = RegisterPage(self._desk, self._clipboard)
        page.left_wanted.connect(partial(self.visit, "sharing", "show_person"))
        page.record_wanted.connect(lambda code: self.visit("library", "open_record", code))
        page.status.connect(self._status.show_saved)
        return page

    def _redact(self) -> QWidget:
        page = RedactPage(self._desk, self._clipboard)
        page.leads.connect(self.visit)
        page.exported.connect(lambda text: self._tell("ok", text))
        return page

    def _sharing(self) -> QWidget:
        page = SharingPage(self._desk, self._clipboard)
        page.case_wanted.connect(partial(self.visit, "redact", "open_case"))
        page.export_wanted.connect(partial(self.visit, "redact", "open_proposed"))
        return page

    def _security(self) -> QWidget:
        page = SecurityPage(self._desk, self._clipboard, idle_lock_s=self._autolock.idle_s)
        page.wanted.connect(lambda place, verb: self.visit(place, verb) if verb else self.go(place))
        return page

    def _care(self) -> QWidget:
        page = CarePage(self._desk, self._clipboard)
        page.looked.connect(self._greeter.look)
        return page

    def _travel(self) -> QWidget:
        page = TravelPage(self._desk, self._clipboard)
        page.compare_wanted.connect(lambda code, version: self.visit("library", "compare", code, version))
        return page

    def _settings(self) -> QWidget:
        page = SettingsPage(self._desk, self._clipboard, self._preferences)
        page.chosen.connect(self.preferences_chosen)
        return page

    def _handlers(self) -> dict[str, Callable[[], object]]:
        """What each action does; `widgets.actions` gives them names and keys."""
        return {
            **{key: partial(self.go, key) for key, *_ in PLACES},
            "new_task": lambda: self.visit("today", "new_task"),
            "new_record": lambda: self.visit("library", "new_record"),
            **{verb: partial(self.visit, "library", verb) for verb in OF_THE_LIBRARY},
            "new_case": lambda: self.visit("library", "new_case"),
            "import": lambda: self.visit("library", "import_files"),
            "find": lambda: self.visit("library", "focus_search"),
            "find_everywhere": lambda: self.visit("library", "focus_search_everywhere"),
            "level": lambda: self.visit("library", "raise_or_lower"),
            "mark": lambda: self.visit("library", "mark_passage"),
            "versions": lambda: self.visit("library", "show_versions"),
            "recycle": lambda: self.visit("library", "recycle"),
            "recycle_bin": lambda: self.visit("library", "show_bin"),
            "next_pane": partial(self._in_place, "next_pane"),
            "previous_pane": partial(self._in_place, "previous_pane"),
            "new_entry": lambda: self.visit("register", "new_entry"),
            "add_contact": lambda: self.visit("sharing", "add_contact"),
            "propose": lambda: self.visit("sharing", "propose"),
            "next_open": lambda: self.visit("redact", "show_next_open"),
            "close_sealed": self._desk.close_sealed,
            "backup": lambda: self.visit("care", "make_backup"),
            "passphrase": lambda: self.visit("care", "change_passphrase"),
            "lock": self.lock_by_hand,
            "panic": self._autolock.panic.emit,
            "palette": lambda: CommandPalette(self._actions.all, self).open(),
            "manual": lambda: Manual(self._place, self).open(),
            "shortcuts": lambda: ShortcutSheet(self._actions.all, self).open(),
            "quit": self.close,
        }

    # --- slots ------------------------------------------------------------------------------------------------------

    @Slot()
    def lock(self) -> None:
        self._clipboard.clear()
        if self._desk.is_open:
            self._desk.lock()
        elif "bundle" in self._pages:
            self._autolock.stop()
            self.show_entrance()

    @Slot()
    def lock_by_hand(self) -> None:
        """Lock for somebody who wants it: a backup that is due is offered first."""
        if not self._farewell.leave(self.lock):
            self.lock()

    @Slot(object)
    def _show_farewell(self, page: FarewellPage) -> None:
        """Nothing of the vault is on the screen meanwhile; what was typed is handed over and so is in the backup."""
        page.back_wanted.connect(self._stay)
        self._desk.closing.emit()
        self._forget_pages()
        self._keep("farewell", page)
        self._show("farewell")

    def _stay(self) -> None:
        self._is_leaving = False
        self._place = ""
        self._forget_pages()
        self.go("library")

    def _on_unlocked(self) -> None:
        self._path = self._desk.path
        is_new = self._place == "create"
        self._is_leaving = False
        if not is_new:
            self._forget_pages()
        self._autolock.start()
        self._status.show_open(True)
        self._status.show_sealed(self._desk.sealed_open)
        self.setWindowTitle(tr(_TITLE))
        self._greeter.greet()
        if not is_new:  # the first run goes on by itself
            self.go("library")

    def _on_locked(self) -> None:
        self._autolock.stop()
        self._clipboard.clear()
        self._status.show_open(False)
        self._notice.hide()
        self._alerts.clear()
        self._farewell.expect(False)
        self.show_entrance(was_locked=True)

    def _on_failed(self, error: FieldNotesError) -> None:
        self._tell("danger", messages.words(error))

    def _tell(self, tone: str, text: str) -> None:
        self._notice.show_message(tone, text)
        self._notice.show()
        self._notice_timer.start()

    def visit(self, place: str, verb: str, *values: object) -> None:
        """Go to a place and have its page do something."""
        page = self.go(place)
        if page is not None:
            getattr(page, verb)(*values)

    def _in_place(self, verb: str) -> None:
        """A verb of the page that is shown, where it has it: F6 does not lead to another page."""
        getattr(self._pages[self._place], verb, lambda: None)()

    def _keep(self, place: str, page: QWidget) -> None:
        self._pages[place] = page
        self._stack.addWidget(page)

    def _show(self, place: str) -> None:
        self._place = place
        page = self._pages[place]
        self._stack.setCurrentWidget(page)
        self._rail.show_place(place)
        self._rail.setVisible(place not in _WITHOUT_RAIL)
        self._alerts.setVisible(place != "farewell" and bool(self._alerts.strips()))
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_pages(self) -> None:
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()

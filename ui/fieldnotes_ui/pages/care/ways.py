"""What can be done with the ways in: change, add, remove, make costlier. Each asks for the passphrase again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.services import access
from fieldnotes.services import session as sessions
from fieldnotes.services.access import OrganisationAdded, PassphraseSet, SlotChange, SlotInfo, WayIn
from fieldnotes.services.care import KEY_FILE, Care
from fieldnotes_ui import messages
from fieldnotes_ui.desk import Desk
from fieldnotes_ui.dialogs.organisation import OrganisationDialog, OrganisationWanted
from fieldnotes_ui.dialogs.passphrase_change import ChangePassphraseDialog, PassphraseChange
from fieldnotes_ui.dialogs.prove import ProveDialog
from fieldnotes_ui.dialogs.way_add import AddWayDialog, WayWanted
from fieldnotes_ui.pages.care import running
from fieldnotes_ui.widgets.file_dialogs import ask_to_save

_CHANGED = N_("The new passphrase opens the vault now: it was tried. It is {words}.")
_ROTATED = N_("The keys of the data were exchanged and the vault was written anew.")
_ENDED = N_("Ways in that have to be made anew: {count}. Look at the list, and make a new recovery code.")
_OLD = N_("Backups made until now still open with the old passphrase. Make a new one, and remove those you can.")
_ADDED = N_("The further way in was tried and opens. It is {words}.")
_KEEP = N_("Keep the key file apart from this computer, and a copy of it elsewhere.")
_REMOVE, _REMOVE_IT = N_("Remove a way in"), N_("Remove it")
_REMOVE_WHY = N_("{what} will open this vault no more. Copies made until now still open with it.")
_REMOVED = N_("It opens this vault no more.")
_UPGRADE, _UPGRADE_IT = N_("Make the passphrase costlier to guess"), N_("Make it costlier")
_UPGRADE_WHY = N_(
    "This computer is measured, and every guess at your passphrase will cost as much of it as you can wait for: "
    "about a second. The passphrase stays the same."
)
_UPGRADED = N_("Guessing costs more now. The passphrase is the same, and it was tried.")
_UP_TO_DATE = N_("It costs as much already as this computer can make it.")
_KEY_NAME, _KEY_WHERE = "study.key", N_("Write the key file to")
_SAME_DISK = N_("It lies on the same disk as the vault: whoever takes the one takes the other. Move it to a stick.")


class Ways(QObject):
    """`changed` asks the page to look at the vault anew."""

    changed = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._key_file = False
        self._sealed_away = False
        self._least_words = 0

    def show(self, care: Care) -> None:
        """Which factors are asked for now."""
        self._key_file = any(KEY_FILE in slot.factors for slot in care.slots)
        self._sealed_away = care.sealed_away
        self._least_words = care.least_words

    def asks_for_key_file(self) -> bool:
        return self._key_file

    def change(self) -> None:
        dialog = ChangePassphraseDialog(
            self._page, least=sessions.MINIMUM_LENGTH, key_file=self._key_file, sealed=not self._sealed_away
        )
        running.serve(dialog.new, self._least_words)
        dialog.asked.connect(lambda line: running.choose_file(dialog, line))

        def changed(done: PassphraseSet, rotated: bool) -> None:
            points = [tr(_ROTATED)] if rotated else []
            if done.change.removed:
                points.append(tr(_ENDED, count=len(done.change.removed)))
            dialog.show_done(tr(_CHANGED, words=tr(done.strength.words)), points, [tr(_OLD)])
            self._desk.look_at_sealed()
            self.changed.emit()

        def start(wanted: PassphraseChange) -> None:
            running.ask(
                self._desk,
                dialog,
                lambda session, watch: access.change_passphrase(
                    session,
                    wanted.present,
                    wanted.new,
                    opens=wanted.opens,
                    also_rotate=wanted.also_rotate,
                    watch=watch,
                ),
                lambda done: changed(done, wanted.also_rotate),
            )

        dialog.wanted.connect(start)
        dialog.open()

    def add(self) -> None:
        dialog = AddWayDialog(
            self._page, least=sessions.MINIMUM_LENGTH, key_file=self._key_file, sealed=self._desk.sealed_open
        )
        running.serve(dialog.new, self._least_words)
        dialog.asked.connect(lambda line: running.choose_file(dialog, line))
        dialog.make_wanted.connect(lambda: self._ask_for_new_key(dialog))

        def added(done: PassphraseSet, with_file: bool) -> None:
            cautions = [done.second_door] if done.second_door else []
            dialog.show_done(tr(_ADDED, words=tr(done.strength.words)), [tr(_KEEP)] if with_file else [], cautions)
            self.changed.emit()

        def start(wanted: WayWanted) -> None:
            running.ask(
                self._desk,
                dialog,
                lambda session, _: access.add_passphrase(
                    session, wanted.present, wanted.new, opens=wanted.opens, keyring=wanted.keyring
                ),
                lambda done: added(done, wanted.new.key_file is not None),
            )

        dialog.wanted.connect(start)
        dialog.open()

    def _ask_for_new_key(self, dialog: AddWayDialog) -> None:
        ask_to_save(dialog, tr(_KEY_WHERE), Path.home() / _KEY_NAME, lambda path: self.make_key_file(dialog, path))

    def make_key_file(self, dialog: AddWayDialog, path: Path) -> None:
        """Write a new key file and put it into the form."""
        self._desk.ask(
            dialog,
            lambda session, _: access.new_key_file(path, session.path),
            lambda same_disk: dialog.show_made(path, tr(_SAME_DISK) if same_disk else ""),
            failed=lambda error: dialog.show_problem(messages.words(error)),
        )

    def add_organisation(self) -> None:
        dialog = OrganisationDialog(self._page, key_file=self._key_file, sealed_open=self._desk.sealed_open)
        dialog.asked.connect(lambda line: running.choose_file(dialog, line))

        def added(done: OrganisationAdded) -> None:
            dialog.show_added(done.name, done.words)
            self.changed.emit()

        def start(wanted: OrganisationWanted) -> None:
            running.ask(
                self._desk,
                dialog,
                lambda session, _: access.add_organisation(
                    session, wanted.present, wanted.card, sealed=wanted.sealed, vault=wanted.vault
                ),
                added,
            )

        dialog.wanted.connect(start)
        dialog.open()

    def remove(self, slot: SlotInfo, title: str) -> None:
        dialog = ProveDialog(
            tr(_REMOVE),
            tr(_REMOVE_IT),
            self._page,
            explains=tr(_REMOVE_WHY, what=title),
            key_file=self._key_file,
        )
        dialog.asked.connect(lambda line: running.choose_file(dialog, line))

        def removed(_: SlotChange) -> None:
            dialog.show_done(tr(_REMOVED))
            self.changed.emit()

        dialog.wanted.connect(
            lambda way: running.ask(
                self._desk, dialog, lambda session, _: access.remove(session, way, slot.id), removed
            )
        )
        dialog.open()

    def upgrade(self) -> None:
        dialog = ProveDialog(
            tr(_UPGRADE), tr(_UPGRADE_IT), self._page, explains=tr(_UPGRADE_WHY), key_file=self._key_file
        )
        dialog.asked.connect(lambda line: running.choose_file(dialog, line))

        def upgraded(change: SlotChange) -> None:
            dialog.show_done(tr(_UPGRADED if change.written else _UP_TO_DATE))
            self.changed.emit()

        def start(way: WayIn) -> None:
            running.ask(self._desk, dialog, lambda session, _: access.upgrade(session, way), upgraded)

        dialog.wanted.connect(start)
        dialog.open()

"""The third step: a passphrase, drawn by dice or one's own, and another one for real names if wished."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from fieldnotes import i18n
from fieldnotes.i18n import N_, tr
from fieldnotes.services import access
from fieldnotes.services import session as sessions
from fieldnotes_ui.pages.first_run.step import Step
from fieldnotes_ui.widgets.labels import field
from fieldnotes_ui.widgets.new_passphrase import NewPassphrase
from fieldnotes_ui.widgets.passphrase import PassphraseEdit
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _NEXT = N_("Passphrase"), N_("Create vault")
_ABOUT = N_("Words drawn by chance are easier to keep in mind than they look, and nobody can guess them.")
_NAME = N_("Passphrase")
_OWN_SEALED = N_("A different passphrase for the sealed compartment")
_SEALED_HINT = N_(
    "Real names and contacts are asked for separately each time. "
    "A second passphrase keeps them shut even from somebody who has the first."
)
_SEALED = N_("Passphrase of the sealed compartment")
_REPEAT_SEALED = N_("Repeat the passphrase of the sealed compartment")
_WARNING = N_("Nobody can reset this. If the passphrase is lost, the testimonies are gone.")
_DRAWN_FROM = frozenset({"az", "en", "ru"})


class SecretStep(Step):
    mark = 2

    def __init__(self) -> None:
        super().__init__(tr(_TITLE), tr(_ABOUT), tr(_NEXT))
        spoken = i18n.language()
        self.new = NewPassphrase(
            tr(_NAME), least=sessions.MINIMUM_LENGTH, language=spoken if spoken in _DRAWN_FROM else "en"
        )
        self.new.judge_wanted.connect(lambda text: self.new.show_strength(sessions.strength(text)))
        self.new.generate_wanted.connect(lambda language: self.new.show_generated(access.generate(language)))
        self.own = QCheckBox(tr(_OWN_SEALED))
        self.own.setAccessibleDescription(tr(_SEALED_HINT))
        self.own.toggled.connect(self._toggle)
        self.sealed, self.sealed_again = PassphraseEdit(tr(_SEALED)), PassphraseEdit(tr(_REPEAT_SEALED))
        self._fields = (
            field(tr(_SEALED), self.sealed, tr(_SEALED_HINT)), field(tr(_REPEAT_SEALED), self.sealed_again),
        )  # fmt: skip
        self.inside.addWidget(self.new)
        self.inside.addWidget(self.own)
        for one in self._fields:
            one.hide()
            self.inside.addWidget(one)
        self.inside.addWidget(Strip("warn", tr(_WARNING)))
        self.new.changed.connect(self.changed)
        self.new.second.submitted.connect(self.submitted)
        for edit in (self.sealed, self.sealed_again):
            edit.edited.connect(self.changed)
        self.sealed_again.submitted.connect(self.submitted)

    def ready(self) -> bool:
        sealed = self.sealed.text()
        fits = len(sealed) >= sessions.MINIMUM_LENGTH and sealed == self.sealed_again.text()
        return self.new.ready() and (fits or not self.own.isChecked())

    def take(self) -> tuple[str, str | None]:
        """The passphrase and the sealed compartment's own, if it gets one; the fields are empty afterwards."""
        taken = self.new.text(), self.sealed.text() if self.own.isChecked() else None
        self.forget()
        return taken

    def forget(self) -> None:
        self.new.clear()
        self.sealed.clear()
        self.sealed_again.clear()

    def focus(self) -> QWidget:
        return self.new.first.line

    def _toggle(self, own: bool) -> None:
        for one in self._fields:
            one.setVisible(own)
        if own:
            self.sealed.line.setFocus()
        else:
            self.sealed.clear()
            self.sealed_again.clear()
        self.changed.emit()

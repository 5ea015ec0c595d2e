"""What every error is: a stable code, a sentence, a hint, an exit code."""

from __future__ import annotations

from typing import ClassVar

from fieldnotes.i18n import N_, tr


class FieldNotesError(Exception):
    """Base of everything the product says on purpose."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1
    sentence: ClassVar[str] = N_("Something went wrong.")
    hint: ClassVar[str] = N_("Try again; if it happens twice, report it without any text from the vault.")

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.code)

    def __str__(self) -> str:
        return self.sentence_text()

    def sentence_text(self) -> str:
        """The sentence in the reader's language."""
        return tr(self.sentence, **self.params)

    def hint_text(self) -> str:
        """The hint in the reader's language; empty when there is nothing to advise."""
        return tr(self.hint, **self.params)


class UserError(FieldNotesError):
    """The person can put it right at once."""


class WorldError(FieldNotesError):
    """A file, a disk or another program stands in the way."""


class Bug(FieldNotesError):
    """Our own mistake."""

    code = "bug"
    exit_code = 90
    sentence = N_("FieldNotes met a mistake of its own: {what}.")
    hint = N_("Nothing was changed. Report it with the version number; do not send any text from the vault.")

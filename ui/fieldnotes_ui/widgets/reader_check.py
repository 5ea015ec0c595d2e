"""A contact that something can be sent to: ticked or not, with what its keys are worth beside its name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes.model.contact import Standing
from fieldnotes.services.contacts import ContactView
from fieldnotes_ui.widgets import contact_words
from fieldnotes_ui.widgets.fact_row import Pill
from fieldnotes_ui.widgets.labels import label

_SPOKEN = N_("{name}: {standing}")


class ReaderCheck(QWidget):
    """`changed` when it is ticked or not any more. An expired contact cannot be ticked."""

    changed = Signal()

    def __init__(self, view: ContactView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        name = view.contact.name
        words, tone = contact_words.pill(view)
        self.box = QCheckBox(name.replace("&", "&&"))
        self.box.setAccessibleName(tr(_SPOKEN, name=name, standing=words))
        self.box.setEnabled(view.standing is not Standing.EXPIRED)
        self.box.toggled.connect(lambda _: self.changed.emit())
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.box)
        head.addWidget(Pill(words, tone))
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        if told := contact_words.lines(view):
            small = label(" ".join(told), "small", wrap=True)
            small.setContentsMargins(26, 0, 0, 0)
            layout.addWidget(small)

    @property
    def chosen(self) -> bool:
        return self.box.isChecked()

    @property
    def known(self) -> bool:
        """Whether its words were compared and its keys are the same since."""
        return self.view.standing is Standing.VERIFIED

"""A contact card as a picture that another program reads from the screen, from paper or from a file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from fieldnotes.i18n import N_, tr
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import button
from fieldnotes_ui.widgets.word_grid import WordGrid

_TITLE, _DONE = N_("Your card as a picture"), N_("Done")
_EXPLAINS = N_("The picture is public. Whoever takes it in compares the eight words with you by voice.")
_PICTURE = N_("The code of your card")
_SAVE = N_("Save the picture…")
_MOST = 460


class CardCodeDialog(Sheet):
    """`save_wanted` asks for a file to write the picture to."""

    save_wanted = Signal()

    def __init__(self, png: bytes, words: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_DONE), parent, explains=tr(_EXPLAINS), width=520)
        drawn = QPixmap()
        drawn.loadFromData(png)
        self.picture = QLabel()
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.picture.setAccessibleName(tr(_PICTURE))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        smooth = Qt.TransformationMode.SmoothTransformation
        self.picture.setPixmap(drawn.scaledToWidth(min(drawn.width(), _MOST), smooth))
        save = button(tr(_SAVE), icon="image")
        save.setAutoDefault(False)
        save.clicked.connect(self.save_wanted)
        self.inside.addWidget(self.picture)
        self.inside.addWidget(WordGrid(words))
        self.inside.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
        self.out.hide()

"""What left this vault: bundles by their code, day and audience."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.audience import Audience
from fieldnotes.services.views import ReleaseView
from fieldnotes_ui import theme
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.widgets.bundle_reader import AUDIENCES
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.item_list import ItemList
from fieldnotes_ui.widgets.labels import label

_TITLE = N_("Made from this vault")
_RECORDS = NN_("{n} record", "{n} records")
_RECIPIENTS = NN_("{n} recipient", "{n} recipients")
_ROW, _MOST = 62, 4
_DAY = 10


class ReleasesCard(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._items = ItemModel(self)
        self._list = ItemList(tr(_TITLE), self._items)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.addWidget(label(tr(_TITLE), "h2"))
        layout.addWidget(self._list)

    def show_releases(self, releases: Sequence[ReleaseView]) -> None:
        """Newest first."""
        self._items.show_items([_item(release) for release in reversed(releases)])
        self._list.setFixedHeight(theme.scaled(_ROW) * min(max(len(releases), 1), _MOST))


def _item(release: ReleaseView) -> Item:
    known = release.audience in set(Audience)
    return Item(
        key=release.bundle_id,
        title=tr(AUDIENCES[Audience(release.audience)]) if known else release.audience,
        below=isolated(
            release.bundle_id[:8], trn(*_RECORDS, len(release.records)), trn(*_RECIPIENTS, len(release.recipients))
        ),
        icon="package-check",
        tone="text2",
        tag=release.at[:_DAY],
    )

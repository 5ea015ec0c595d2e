"""Where records are looked for: everything, what has unsaved typing, and each case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fieldnotes.i18n import N_, tr
from fieldnotes.model.record import Case

_UNTITLED = N_("{code} (title left behind)")
_ALL, _DRAFTS, _CASES = N_("All records"), N_("Unsaved drafts"), N_("Cases")
_SPOKEN = N_("{name}, {count}")
_Index = QModelIndex | QPersistentModelIndex
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
ICON_ROLE = Qt.ItemDataRole.UserRole + 2


class PlaceKind(StrEnum):
    ALL = "all"
    DRAFTS = "drafts"
    HEADER = "header"
    CASE = "case"


_ICONS = {PlaceKind.ALL: "inbox", PlaceKind.DRAFTS: "pencil", PlaceKind.HEADER: "", PlaceKind.CASE: "folder"}


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the navigator. `code` is a case's; `count` is -1 where there is nothing to count."""

    kind: PlaceKind
    name: str
    count: int = -1
    code: str = ""


class PlacesModel(QAbstractListModel):
    """UserRole gives the Place; the two roles after it give its count and its icon's name (none for a heading)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []

    def show_places(self, cases: Sequence[Case], *, drafts: int) -> None:
        places = [Place(PlaceKind.ALL, tr(_ALL), sum(case.record_count for case in cases))]
        if drafts:
            places.append(Place(PlaceKind.DRAFTS, tr(_DRAFTS), drafts))
        places.append(Place(PlaceKind.HEADER, tr(_CASES)))
        places += [
            Place(PlaceKind.CASE, case.title or tr(_UNTITLED, code=case.code), case.record_count, case.code)
            for case in cases
        ]
        if [(place.kind, place.code) for place in places] == [(place.kind, place.code) for place in self._places]:
            self._places = places
            self.dataChanged.emit(self.index(0), self.index(len(places) - 1))
            return
        self.beginResetModel()
        self._places = places
        self.endResetModel()

    def place_at(self, row: int) -> Place | None:
        return self._places[row] if 0 <= row < len(self._places) else None

    def row_of(self, kind: PlaceKind, code: str = "") -> int:
        wanted = (kind, code)
        return next((row for row, place in enumerate(self._places) if (place.kind, place.code) == wanted), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self.place_at(index.row()) if index.isValid() else None
        if place is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return place
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return place.name
        if role == COUNT_ROLE:
            return place.count
        if role == ICON_ROLE:
            return _ICONS[place.kind]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return place.name if place.count < 0 else tr(_SPOKEN, name=place.name, count=place.count)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        place = self.place_at(index.row())
        if place is None or place.kind is PlaceKind.HEADER:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

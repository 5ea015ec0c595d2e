"""The part of an open vault that keeps bytes of evidence and own terms, and what lists ask; errors are the modules'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fieldnotes.model.changes import Changes
from fieldnotes.model.level import Level
from fieldnotes.model.record import Row
from fieldnotes.vault.records import evidence_files, moving, ordering, terms
from fieldnotes.vault.records.evidence_files import Part
from fieldnotes.vault.records.ordering import Place
from fieldnotes.vault.store import Store


class Keeping:
    """What a vault adds to itself by inheriting."""

    @property
    def _store(self) -> Store:
        raise NotImplementedError

    def has_record(self, code: str) -> bool:
        """Whether there is such a record, be it in the recycle bin."""
        return self._store.connection.value("SELECT 1 FROM record WHERE code = ?", code) is not None

    def has_entry(self, code: str) -> bool:
        return self._store.connection.value("SELECT 1 FROM entry WHERE code = ?", code) is not None

    def places(self, *, case: str | None, before: int | None, limit: int) -> list[Place]:
        """What lists are put in order by, without opening a record."""
        return ordering.places(self._store, case=case, before=before, limit=limit)

    def rows_of(self, codes: Sequence[str]) -> list[Row]:
        """The records with these codes, in this order, as far as they are there."""
        return ordering.rows(self._store, codes)

    def floors(self) -> dict[str, Level]:
        """The least level of each case."""
        return ordering.floors(self._store)

    def move(self, code: str, case: str) -> Changes:
        return moving.move(self._store, code, case)

    def places_of(self, codes: Sequence[str]) -> dict[str, str]:
        """The case of each of these records that is there; what is in the recycle bin is not."""
        return {row.code: row.case for row in ordering.rows(self._store, codes)}

    def put_evidence(self, code: str, part: Part, data: bytes) -> None:
        evidence_files.put(self._store, code, part, data)

    def evidence(self, code: str, part: Part) -> bytes:
        return evidence_files.read(self._store, code, part)

    def evidence_digest(self, code: str, part: Part) -> str:
        return evidence_files.digest(self._store, code, part)

    def add_term(self, kind: str, labels: Mapping[str, str]) -> tuple[str, Changes]:
        return terms.add(self._store, kind, labels)

    def change_term(self, code: str, labels: Mapping[str, str]) -> Changes:
        return terms.change(self._store, code, labels)

    def terms(self) -> dict[str, dict[str, str]]:
        return terms.all_of(self._store)

"""Lists of any length: the codes of what is in them in the order wanted, and the rows that are looked at."""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import partial

from fieldnotes.model.level import Level
from fieldnotes.progress import Watch
from fieldnotes.protection import policy
from fieldnotes.services.find import RowShower
from fieldnotes.services.session import Session
from fieldnotes.services.views import RowView
from fieldnotes.vault.records.ordering import Place

_AT_A_TIME = 1000
"""Records read, and put in order, in one go: short enough that a window stays alive meanwhile."""
_AFTER_ITS_BASE = str.maketrans({"ə": "e\uffff", "i": "i\uffff", "ı": "i"})
"""Letters that come right after another one in the Azerbaijani and Turkish alphabets and have no mark to tell it."""

Key = tuple[object, ...]
_Keyed = tuple[Key, int, str]


class By(StrEnum):
    """What a list is put in order by. `added` is when a record came into the vault."""

    ADDED = "added"
    CHANGED = "changed"
    TITLE = "title"
    DATED = "dated"
    LEVEL = "level"
    KIND = "kind"
    CODE = "code"
    CASE = "case"
    LANGUAGE = "language"
    CONSENT = "consent"


BACKWARDS = frozenset({By.ADDED, By.CHANGED, By.DATED, By.LEVEL})
"""These begin with the newest, or the most protected, unless the other way round is asked for."""


def codes(
    session: Session, *, case: str | None = None, by: By = By.ADDED, turned: bool = False, watch: Watch | None = None
) -> list[str]:
    """Every record of a case, or of all, in order; `turned` is the other way round than usual for `by`.

    Nothing is put in order by what a list does not show: a title that its level hides counts as the record's code.

    Raises:
        NoSuchRecord: no such case.
    """
    watch = watch or Watch()
    backwards = (by in BACKWARDS) is not turned
    if by is By.ADDED:
        found = [place.code for batch in _batches(session, case, watch) for place in batch]
        return found if backwards else found[::-1]
    shows_cards = by in (By.TITLE, By.DATED, By.LANGUAGE, By.CONSENT)
    keyed = partial(_by_row if shows_cards else _by_place, session, by, RowShower(session))
    runs = [sorted(keyed(batch), reverse=backwards) for batch in _batches(session, case, watch)]
    ordered: list[str] = []
    for at, (_, _, code) in enumerate(heapq.merge(*runs, reverse=backwards)):
        if at % _AT_A_TIME == 0:
            watch.check()
        ordered.append(code)
    return ordered


def rows(session: Session, codes: Sequence[str]) -> list[RowView]:
    """These records, in this order; without those that are not there any more."""
    show = RowShower(session)
    return [show(row) for row in session.vault.rows_of(codes)]


def _batches(session: Session, case: str | None, watch: Watch) -> Iterator[list[Place]]:
    before: int | None = None
    done = 0
    while batch := session.vault.places(case=case, before=before, limit=_AT_A_TIME):
        yield batch
        before, done = batch[-1].number, done + len(batch)
        watch.step(done, None, "reading the list")


def _by_place(session: Session, by: By, show: RowShower, batch: Sequence[Place]) -> list[_Keyed]:
    del session
    floors = show.floors
    key_of: dict[By, Callable[[Place], Key]] = {
        By.CHANGED: lambda place: (place.updated,),
        By.LEVEL: lambda place: (_rank(place.level, floors[place.case]),),
        By.KIND: lambda place: (place.kind.value,),
        By.CODE: lambda place: _numbered(place.code),
        By.CASE: lambda place: _numbered(place.case),
    }
    key = key_of[by]
    return [(key(place), place.number, place.code) for place in batch]


def _by_row(session: Session, by: By, show: RowShower, batch: Sequence[Place]) -> list[_Keyed]:
    numbers = {place.code: place.number for place in batch}
    views = [show(row) for row in session.vault.rows_of(list(numbers))]
    return [(_key(view, by), numbers[view.row.code], view.row.code) for view in views]


def _key(view: RowView, by: By) -> Key:
    card = view.row.card
    if by is By.TITLE:
        return (view.preview_hidden, *alphabetical(view.title))
    if by is By.CONSENT:
        return (view.consent.value,)
    if card is None:
        return ("",)
    return (card.language,) if by is By.LANGUAGE else (card.dated or view.row.created[:10],)


def _rank(level: Level, floor: Level) -> int:
    return policy.rank(policy.highest((level, floor)))


def _numbered(code: str) -> Key:
    """T-9 before T-10."""
    prefix, _, number = code.partition("-")
    return (prefix, int(number) if number.isdecimal() else 0, number)


def alphabetical(text: str) -> Key:
    """A title's place among others: without regard to case, a letter with a mark after the one without."""
    folded = unicodedata.normalize("NFKD", text.lower().replace("i̇", "i").translate(_AFTER_ITS_BASE))
    return (folded,)

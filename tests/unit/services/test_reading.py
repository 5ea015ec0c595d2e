"""Rollback, fork and replay by what a key store has seen, on bundles made without FieldNotes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from fieldnotes.bundle.kept import KnownAuthor
from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import BundleExpired, BundleForked, BundleNotForYou, BundleOlder, ContactExpired
from fieldnotes.model.bundle import Trust
from fieldnotes.services import keys as key_stores
from fieldnotes.services import reading
from fieldnotes.services.keys import Keys
from fieldnotes.services.reading import Freshness, Reading
from tests.helpers.vaults import cheap_kdf

FOLDER = Path(__file__).parents[2] / "vectors" / "hostile"


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Keys]:
    """The reader's, who knows the author."""
    author = Identity.from_text((FOLDER / "author.identity").read_text(encoding="utf-8"))
    made = key_stores.create(
        tmp_path / "me", "sarı kürə beş daş yol", identity=FOLDER / "reader.identity", params=cheap_kdf()
    )
    with made as opened:
        opened.store.keep(opened.store.kept.with_author(KnownAuthor(author.card(), "2026-11-22")))
        yield opened


def read(keys: Keys, name: str) -> Reading:
    found = reading.open_bundle(FOLDER / "bundles" / f"{name}.age", keys)
    reading.remember(found, keys)
    return found


def test_a_series_is_followed_and_going_back_in_it_is_noticed(keys: Keys) -> None:
    told = [read(keys, name).freshness for name in ("series-1", "series-1", "series-2", "series-1", "series-2")]

    assert told == [Freshness.FIRST, Freshness.SEEN, Freshness.NEWER, Freshness.OLDER, Freshness.SEEN]
    with pytest.raises(BundleOlder):
        reading.refuse_stale(read(keys, "series-1"), "series-1.age")


def test_another_bundle_with_the_same_number_is_a_fork(keys: Keys) -> None:
    read(keys, "series-2")
    forked = read(keys, "series-2-another")

    assert forked.freshness is Freshness.FORKED
    with pytest.raises(BundleForked):
        reading.refuse_stale(forked, "series-2-another.age", even_older=True)
    assert read(keys, "series-2").freshness is Freshness.SEEN


def test_a_successor_of_another_past_is_a_fork(keys: Keys) -> None:
    read(keys, "series-2")

    assert read(keys, "series-3-of-another-past").freshness is Freshness.FORKED


def test_the_author_is_told_by_name_only_when_her_words_were_compared(keys: Keys, tmp_path: Path) -> None:
    assert read(keys, "as-it-should-be").author == "Nigar"
    with key_stores.create(
        tmp_path / "other", "sarı kürə beş daş yol", identity=FOLDER / "reader.identity", params=cheap_kdf()
    ) as stranger:
        found = read(stranger, "series-1")
        assert (found.author, found.opened.trust) == ("", Trust.UNKNOWN)
        assert read(stranger, "series-1").freshness is Freshness.FIRST


def test_an_author_whose_card_has_ended_is_not_known_any_more(keys: Keys, tmp_path: Path) -> None:
    author = Identity.from_text((FOLDER / "author.identity").read_text(encoding="utf-8"))
    ended = author.card(expires="2026-01-01")
    keys.store.keep(keys.store.kept.with_author(KnownAuthor(ended, "2025-12-01")))
    (tmp_path / "ended.card").write_text(ended.text, encoding="utf-8")

    assert read(keys, "as-it-should-be").opened.trust is Trust.UNKNOWN
    with pytest.raises(ContactExpired):
        keys.trust(tmp_path / "ended.card")
    (tmp_path / "new.card").write_text(author.card().text, encoding="utf-8")
    assert keys.trust(tmp_path / "new.card", called="Nigar, Bakı").name == "Nigar, Bakı"
    assert read(keys, "as-it-should-be").author == "Nigar, Bakı"


def test_an_expired_bundle_opens_on_request_only(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    path = FOLDER / "bundles" / "expired.age"
    monkeypatch.setattr("fieldnotes.clock.today", lambda: date(2026, 11, 24))

    with pytest.raises(BundleExpired):
        reading.open_bundle(path, keys)
    assert reading.open_bundle(path, keys, even_expired=True).author == "Nigar"


def test_a_bundle_for_somebody_else_does_not_open(keys: Keys) -> None:
    with pytest.raises(BundleNotForYou):
        reading.open_bundle(FOLDER / "bundles" / "manifest-without-its-reader.age", keys)

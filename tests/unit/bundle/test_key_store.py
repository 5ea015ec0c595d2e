"""An editor's key store: what is kept comes back, under its passphrase only, and is never half written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fieldnotes.bundle.differences import Outline
from fieldnotes.bundle.kept import Draft, Kept, KnownAuthor, Seen
from fieldnotes.bundle.key_store import KeyStore
from fieldnotes.crypto.identity import Identity
from fieldnotes.crypto.secret import Secret
from fieldnotes.errors import AlreadyExists, CannotWrite, NotKeys, WrongKeysPassphrase
from fieldnotes.model.review import About, Anchor, Part, RecordVerdict, Remark, RemarkKind, ReviewVerdict
from tests.helpers.vaults import cheap_kdf

PASSPHRASE = "sarı kürə beş daş yol"
ABOUT = About("0" * 32, "1" * 32, 4, "2" * 64)
AUTHOR = Identity.generate("Nigar")
DRAFT = Draft(
    ABOUT,
    AUTHOR.signing_key.public,
    2,
    (RecordVerdict("R-001", "3" * 64, ReviewVerdict.RETURN, "bax"),),
    (Remark("0a1b2c3d", "R-001", Anchor(Part.TEXT, 1, 2, 7, "4" * 64), RemarkKind.QUERY, "Hansı il?"),),
    "Salam",
)
KEPT = Kept(
    Identity.generate("Tamuna", post_quantum=True),
    (KnownAuthor(AUTHOR.card(), "2026-11-22"),),
    (Seen(ABOUT, (Outline("R-001", "5" * 64, ("6" * 16, "7" * 16)),)),),
    (DRAFT,),
)


def opened(path: Path, passphrase: str = PASSPHRASE) -> KeyStore:
    with Secret.of(passphrase) as secret:
        return KeyStore.open(path, secret)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "me.fnkeys"
    with Secret.of(PASSPHRASE) as secret:
        KeyStore.create(made, secret, KEPT, params=cheap_kdf()).close()
    return made


def test_everything_comes_back(path: Path) -> None:
    assert opened(path).kept == KEPT


def test_what_is_written_later_comes_back_too(path: Path) -> None:
    store = opened(path)
    changed = store.kept.with_draft(replace(DRAFT, number=3)).with_author(KnownAuthor(AUTHOR.card(), "2026-11-23"))
    store.keep(changed)
    store.keep(changed)

    assert opened(path).kept == changed
    assert changed.drafts == (replace(DRAFT, number=3),)
    assert [one.compared for one in changed.authors] == ["2026-11-23"]


def test_only_its_passphrase_opens_it(path: Path) -> None:
    with pytest.raises(WrongKeysPassphrase):
        opened(path, "başqa parol ifadəsi")


def test_nothing_of_it_can_be_read_in_the_file(path: Path) -> None:
    data = path.read_bytes()

    for word in ("Tamuna", "Nigar", "Salam", "AGE-SECRET-KEY", "R-001", ABOUT.bundle_id):
        assert word.encode() not in data
    assert path.stat().st_mode & 0o077 == 0


def test_it_never_replaces_a_file(path: Path) -> None:
    with Secret.of(PASSPHRASE) as secret, pytest.raises(AlreadyExists):
        KeyStore.create(path, secret, KEPT, params=cheap_kdf())


def test_what_another_program_wrote_meanwhile_is_not_written_over(path: Path) -> None:
    first, second = opened(path), opened(path)
    second.keep(second.kept.with_draft(replace(DRAFT, number=9)))

    with pytest.raises(CannotWrite):
        first.keep(first.kept)
    assert opened(path).kept.drafts[0].number == 9


def test_a_closed_one_keeps_nothing(path: Path) -> None:
    store = opened(path)
    store.close()
    store.close()

    with pytest.raises(ValueError, match="closed"):
        store.kept.author(None)
    with pytest.raises(ValueError, match="closed"):
        store.keep(KEPT)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told | {"format": "fieldnotes-keys/2"},
        lambda told: told | {"generation": told["generation"] + 1},
        lambda told: told | {"blob": told["blob"][:-8]},
        lambda told: told | {"wrapped": told["wrapped"][::-1]},
        lambda told: told | {"id": "xyz"},
        lambda told: told | {"kdf": told["kdf"] | {"memory_kib": 8}},
        lambda told: told | {"kdf": told["kdf"] | {"algorithm": "md5"}},
        lambda told: told | {"more": 1},
        lambda told: {"format": told["format"]},
    ],
)
def test_what_is_damaged_or_cheap_is_refused(path: Path, spoil: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    path.write_text(json.dumps(spoil(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")

    with pytest.raises(NotKeys):
        opened(path)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.fnkeys").write_bytes(b"\x00salam")

    with pytest.raises(NotKeys):
        opened(tmp_path / "x.fnkeys")

"""The leftover search finds what is there, proves that it can, and repeats nothing."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from fieldnotes.audit.leftovers import MAX_PIECES, PIECE, Found, Limits, Needles, Place, pieces_of, search
from fieldnotes.audit.places import places, temporary_folder
from fieldnotes.progress import Cancelled, Watch

STORY = (
    "Səhər tezdən qapı döyüldü və qonşu dedi ki, anbarın açarı artıq onlarda deyil.",
    "Утром Тамрико пересчитала сети на причале и отдала их старому паромщику.",
    "The ferryman kept his ledger in a biscuit tin under the third floorboard.",
)


def look(home: Path, *, limits: Limits = Limits(), pieces: list[str] | None = None) -> Found:  # noqa: B008
    canary = home / "tmp"
    canary.mkdir(exist_ok=True)
    return search(
        pieces_of(STORY) if pieces is None else pieces,
        [Place("temporary folder", canary), Place("downloads", home / "Downloads")],
        canary=canary,
        limits=limits,
        watch=Watch(),
    )


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "Downloads").mkdir()
    (tmp_path / "Downloads/list.txt").write_text("flour, oil, and a very long list of other things to buy\n" * 50)
    found = look(tmp_path)
    assert (found.hits, found.canary_found, found.skipped) == ({}, True, 0)
    assert found.files == 3  # with both canaries


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-8-sig"])
@pytest.mark.parametrize("offset", [0, 1, 7, 13, 16, (1 << 20) - 30, (1 << 20) + 5])
def test_a_leftover_is_found_at_any_place_in_a_file(tmp_path: Path, encoding: str, offset: int) -> None:
    target = tmp_path / "Downloads/deep/er/copy.bin"
    target.parent.mkdir(parents=True)
    target.write_bytes(b"\x01" * offset + "\n".join(STORY).encode(encoding) + b"\x02" * 100)
    found = look(tmp_path)
    assert found.hits == {"downloads": 1}
    assert found.canary_found


def test_decomposed_accents_are_found(tmp_path: Path) -> None:
    (tmp_path / "Downloads").mkdir()
    text = unicodedata.normalize("NFD", STORY[0])
    (tmp_path / "Downloads/notes.txt").write_text(text, encoding="utf-8")
    assert look(tmp_path, pieces=pieces_of([STORY[0]])).hits == {"downloads": 1}


def test_links_pipes_and_unreadable_places_do_not_stop_it(tmp_path: Path) -> None:
    downloads = tmp_path / "Downloads"
    downloads.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/story.txt").write_text("\n".join(STORY), encoding="utf-8")
    (downloads / "link").symlink_to(tmp_path / "elsewhere/story.txt")
    (downloads / "round").symlink_to(downloads)
    os.mkfifo(downloads / "pipe")
    assert look(tmp_path).hits == {}


def test_limits_are_kept_and_what_was_skipped_is_counted(tmp_path: Path) -> None:
    downloads = tmp_path / "Downloads"
    downloads.mkdir()
    for number in range(5):
        (downloads / f"{number}.txt").write_bytes(bytes(40_000))
    (downloads / "0.txt").write_bytes(bytes(30_000) + STORY[2].encode())
    (downloads / "big").write_bytes(bytes(90_000))
    found = look(tmp_path, limits=Limits(file_bytes=20_000, total_bytes=50_000))
    assert found.bytes_read <= 50_000
    assert found.skipped >= 4
    assert look(tmp_path, limits=Limits(files=2)).skipped > 0
    out_of_time = look(tmp_path, limits=Limits(seconds=0))
    assert (out_of_time.canary_found, out_of_time.files) == (False, 0)


def test_the_canary_is_private_and_gone_afterwards(tmp_path: Path) -> None:
    look(tmp_path)
    assert list((tmp_path / "tmp").iterdir()) == []


def test_cancelling_removes_the_canary(tmp_path: Path) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        search(["x" * PIECE], [], canary=tmp_path, limits=Limits(), watch=watch)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_hold_the_canary_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        search(["x" * PIECE], [], canary=tmp_path / "none", limits=Limits(), watch=Watch())


def test_pieces_come_from_within_paragraphs_and_have_substance() -> None:
    pieces = pieces_of([*STORY, "-" * 200, "short"])
    assert len(pieces) <= MAX_PIECES
    assert {len(piece) for piece in pieces} == {PIECE}
    assert all(any(piece in line for line in STORY) for piece in pieces)
    assert pieces_of(["", "short", "=" * 100]) == []


def test_nothing_of_the_pieces_is_printed() -> None:
    needles = Needles(pieces_of(STORY))
    assert "floorboard" not in repr(needles)
    assert not hasattr(needles, "__dict__")


def test_places_follow_the_users_language_and_environment(tmp_path: Path) -> None:
    for name in (".config", "Загрузки", "Desktop", ".cache", "tmp", ".local/share/Trash", ".local/share/clipit"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / ".config/user-dirs.dirs").write_text(
        'XDG_DOWNLOAD_DIR="$HOME/Загрузки"\nXDG_DESKTOP_DIR="$HOME"\n', encoding="utf-8"
    )
    (tmp_path / ".config/QtProject.conf").write_text("[FileDialog]\n")
    (tmp_path / ".local/share/recently-used.xbel").write_text("<xbel/>\n")
    found = {place.path: place for place in places(tmp_path, {"TMPDIR": str(tmp_path / "tmp")}, "darwin")}
    names = ("Загрузки", "Desktop", ".cache", "tmp", ".local/share/Trash", ".config/QtProject.conf",
             ".local/share/recently-used.xbel", ".local/share/clipit")  # fmt: skip
    assert set(found) == {tmp_path, *(tmp_path / name for name in names)}
    assert [path for path, place in found.items() if not place.wholly] == [tmp_path]


def test_a_place_inside_another_is_not_read_twice(tmp_path: Path) -> None:
    (tmp_path / ".cache").mkdir()
    found = places(tmp_path, {"TMPDIR": str(tmp_path)}, "darwin")
    assert [place.path for place in found] == [tmp_path]
    assert str(tmp_path) not in repr(found)


def test_the_home_folder_is_looked_through_last_and_no_file_twice(tmp_path: Path) -> None:
    for name in ("Desktop", "letters"):
        (tmp_path / "home" / name).mkdir(parents=True)
        (tmp_path / "home" / name / "copy.txt").write_text(STORY[0], encoding="utf-8")
    (tmp_path / "proof").mkdir()
    found = search(
        *(pieces_of(STORY[:1]), places(tmp_path / "home", {"TMPDIR": str(tmp_path / "proof")}, "darwin")),
        canary=tmp_path / "proof",
        limits=Limits(),
        watch=Watch(),
    )
    assert found.hits == {"desktop": 1, "elsewhere in the home folder": 1}
    assert found.files == 4  # with both canaries


def test_what_the_time_did_not_suffice_for_at_home_is_counted_apart(tmp_path: Path) -> None:
    (tmp_path / "home/letters").mkdir(parents=True)
    (tmp_path / "home/letters/copy.txt").write_text(STORY[0], encoding="utf-8")
    places_of = places(tmp_path / "home", {"TMPDIR": str(tmp_path / "none")}, "darwin")
    spent = Limits(files=2)
    found = search(pieces_of(STORY), places_of[-1:], canary=tmp_path, limits=spent, watch=Watch())
    assert (found.hits, found.skipped, found.beyond) == ({}, 0, 1)


def test_the_temporary_folder_has_a_default() -> None:
    assert temporary_folder({}) == Path("/tmp")

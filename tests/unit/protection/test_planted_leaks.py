"""Names planted in every kind of file, in every way: none escapes the gate; the same files without them pass."""

from __future__ import annotations

import unicodedata

import pytest

from fieldnotes.errors import LeakFound
from fieldnotes.model.register import EntityType
from fieldnotes.protection import containers, gate
from fieldnotes.protection.residue import Forbidden, Watchlist
from tests.helpers.plants import PLANTS

PEOPLE = (
    "Nərgiz Çobanzadə",
    "Ruqiyyə Şəmsizadə",
    "Твердислав Журавлёв",
    "Ümran Kılıçdağlı",
    "ნათია ჭელიძე",
    "فريدة القاسمي",
    "Aisling O'Driscoll",
)
CONTACTS = ("qaranqus77@posta.example", "+994 55 613 27 48")
WATCH = Watchlist(
    [
        *(Forbidden(f"S-{number:03d}", EntityType.PERSON, (name,)) for number, name in enumerate(PEOPLE, start=1)),
        Forbidden("S-090", EntityType.EMAIL, CONTACTS[:1]),
        Forbidden("S-091", EntityType.PHONE, CONTACTS[1:]),
    ]
)
CLEAN = "Source K left in spring."
ALWAYS_REFUSED = frozenset(
    {
        *("an extra field", "a comment", "between members", "behind an archive", "a DOCX remark", "DOCX properties"),
        *("ODT properties", "PNG text", "PNG profile", "behind a PNG", "a JPEG comment", "JPEG EXIF", "JPEG IPTC"),
        *("behind a JPEG", "sound's list", "MP3 tags", "PDF information", "a file in a PDF", "PDF metadata"),
        *("an older PDF inside",),
    }
)
"""Places where nothing at all may stand."""


def forms(name: str) -> list[str]:
    """How a name may be written and still be read."""
    if name in CONTACTS:
        return [name, name.upper(), f"(\u200b{name})"]
    first, last = name.split()
    return [
        name,
        name.upper(),
        f"{last}, {first}",
        f"{first}\n{last}",
        unicodedata.normalize("NFD", "\u200c".join(name)),
        f"\u202b{first}\u00a0{last}\u202c",
    ]


CASES = [form for name in (*PEOPLE, *CONTACTS) for form in forms(name)]


def planted(kind: str) -> list[bytes]:
    files = []
    for words in CASES[::5] if "PDF" in kind else CASES:  # a fifth has all the spellings; PDFs are slow to make
        try:
            files.append(PLANTS[kind](words))
        except UnicodeError:  # this encoding has no such letters
            continue
    return files


@pytest.mark.parametrize("kind", PLANTS)
def test_none_escapes(kind: str) -> None:
    assert [number for number, file in enumerate(planted(kind)) if not refused(file)] == []


def refused(file: bytes) -> bool:
    """As `gate.inspect` decides, without its proof before each file that it can see."""
    try:
        return any(True for leaf in containers.leaves(file, "file") for _ in gate.survivors(leaf, WATCH))
    except containers.Refused:
        return True


@pytest.mark.parametrize("kind", PLANTS)
def test_what_is_said_of_a_find_repeats_nothing_of_it(kind: str) -> None:
    with pytest.raises(LeakFound) as found:
        gate.inspect(planted(kind)[0], WATCH)
    said = found.value.sentence_text() + found.value.hint_text() + repr(found.value.params)
    assert not any(part in said for name in PEOPLE for part in name.split())


def test_there_are_as_many_as_are_promised() -> None:
    assert sum(len(planted(kind)) for kind in PLANTS) >= 4500


@pytest.mark.parametrize("kind", [kind for kind in PLANTS if kind not in ALWAYS_REFUSED])
def test_the_same_file_without_a_name_passes(kind: str) -> None:
    assert gate.inspect(PLANTS[kind](CLEAN), WATCH).leaves >= 1


@pytest.mark.parametrize("kind", sorted(ALWAYS_REFUSED))
def test_where_nothing_may_stand_any_word_is_refused(kind: str) -> None:
    with pytest.raises(LeakFound):
        gate.inspect(PLANTS[kind](CLEAN), WATCH)

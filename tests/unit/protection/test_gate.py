"""The gate: it refuses every survivor in every place, says where and never what, and proves that it can see."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator

import pytest

from fieldnotes.errors import Bug, LeakFound
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.redaction import Change, ChangeKind, OpenHit, Redacted
from fieldnotes.model.register import EntityType
from fieldnotes.protection import gate
from fieldnotes.protection.residue import Forbidden, Residue, Watchlist

NAME = "Gülbəniz Ağasıyeva"
WATCH = Watchlist([Forbidden("S-001", EntityType.PERSON, (NAME, "gulbeniz.a@posta.example", "+994 55 610 27 48"))])


def record(text: str = "Source K left.", **changes: str) -> BundleRecord:
    values = {"title": "A title", "text": text, "consent": "press: anonymous", **changes}
    return BundleRecord("R-001", "testimony", "az", "ANONYMOUS", values["title"], values["text"], values["consent"], ())


def packed(members: dict[str, bytes], *, comment: bytes = b"", time: tuple[int, ...] = (1980, 1, 1, 0, 0, 0)) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, time), content)  # type: ignore[arg-type]
        archive.comment = comment
    return data.getvalue()


def test_a_clean_record_passes() -> None:
    cleared = gate.clear(record(), Redacted("A title"), Redacted("Source K left."), WATCH)
    assert cleared.record.text == "Source K left."


def test_nobody_else_can_make_a_cleared_record() -> None:
    with pytest.raises(Bug):
        gate.Cleared(record())
    with pytest.raises(Bug):
        gate.Cleared(record(), object())


@pytest.mark.parametrize("field", ["title", "text", "consent"])
def test_a_survivor_in_any_field_is_refused_without_being_repeated(field: str) -> None:
    with pytest.raises(LeakFound) as refused:
        gate.clear(record(**{field: f"with {NAME} in it"}), Redacted(""), Redacted(""), WATCH)
    said = refused.value.sentence_text() + refused.value.hint_text() + repr(refused.value.params)
    assert "R-001" in said
    assert "Gülbəniz" not in said
    assert "Ağasıyeva" not in said


def test_an_undecided_name_never_gets_this_far() -> None:
    hit = OpenHit("0", 0, 4, "Gül", ("S-001",), "")
    with pytest.raises(Bug):
        gate.clear(record(), Redacted("A title"), Redacted("x", hits=(hit,)), WATCH)


def test_a_removed_passage_that_stands_elsewhere_is_refused() -> None:
    text = Redacted("It happened at the old mill.", removed=("at the old mill",))
    with pytest.raises(LeakFound):
        gate.clear(record(text.text), Redacted(""), text, WATCH)


def test_a_real_name_left_beside_a_label_is_refused() -> None:
    text = "Source K [real name Lətifə Xumarlı] left."
    change = Change(0, 3, 0, 8, ChangeKind.NAME, "Source K", "", "person", "S-001")
    with pytest.raises(LeakFound):
        gate.clear(record(text), Redacted(""), Redacted(text, changes=(change,)), WATCH)


def test_clean_bytes_pass_and_say_what_was_looked_at() -> None:
    result = gate.inspect(packed({"data/a.json": b'{"text": "Source K"}', "b.txt": b"x"}), WATCH)
    assert (result.leaves, result.strings) == (4, len(WATCH))  # each member's name and content
    assert result.strings > 3


@pytest.mark.parametrize(
    "members",
    [
        {"a.txt": NAME.encode()},
        {"a.txt": NAME.upper().encode()},
        {"a.txt": NAME.encode("utf-16")},
        {"a.txt": NAME.encode("utf-16-be")},
        {"a.bin": b"\x00\x01" + base64.b64encode(f"xx{NAME}yy".encode()) + b"\x00"},
        {"a.json": json.dumps({"t": NAME}).encode()},
        {"a.json": json.dumps([[{"t": NAME.replace(" ", "\n")}]]).encode()},
        {"a.json": json.dumps({NAME: 1}).encode()},
        {"gulbeniz-agasiyeva.json": b"{}"},
        {"a.txt": b"call 055 610 27 48"},
        {"a.txt": b"GULBENIZ.A@POSTA.EXAMPLE"},
        {"inner.zip": packed({"x.txt": NAME.encode()})},
        {"inner.zip": packed({"deeper.zip": packed({"x.txt": NAME.encode()})})},
    ],
)
def test_a_planted_name_is_found_in_every_container(members: dict[str, bytes]) -> None:
    with pytest.raises(LeakFound) as refused:
        gate.inspect(packed(members), WATCH)
    assert NAME not in repr(refused.value.params)


def test_times_and_comments_are_leaks_too() -> None:
    with pytest.raises(LeakFound):
        gate.inspect(packed({"a.txt": b"x"}, time=(2026, 11, 22, 6, 24, 0)), WATCH)
    with pytest.raises(LeakFound):
        gate.inspect(packed({"a.txt": b"x"}, comment=NAME.encode()), WATCH)


def test_archives_nested_beyond_sight_are_refused() -> None:
    data = packed({"x.txt": b"x"})
    for _ in range(8):
        data = packed({"x.zip": data})
    with pytest.raises(LeakFound):
        gate.inspect(data, WATCH)


def test_a_compressed_member_is_looked_into() -> None:
    with pytest.raises(LeakFound):
        gate.inspect(packed({"a.gz": gzip.compress(NAME.encode() * 3)}), WATCH)


def test_a_short_name_in_a_key_of_the_bundle_is_no_leak_and_beside_it_is_one() -> None:
    def look(text: str) -> Iterator[Residue]:
        for found in re.finditer("ebd|abd", text.casefold()):
            yield Residue("matcher", "S-001", found.start(), found.end())

    key = "9f4ebd03" * 8
    said = json.dumps({"signer": key}).encode()
    with pytest.raises(LeakFound):
        gate.inspect(said, WATCH, look=look)
    assert gate.inspect(said, WATCH, look=look, ours=frozenset({key})).leaves > 0
    with pytest.raises(LeakFound):
        gate.inspect(json.dumps({"signer": key, "note": "Abdal"}).encode(), WATCH, look=look, ours=frozenset({key}))

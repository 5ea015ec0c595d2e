"""Where words can lie in a PDF although no object holds them: the gate reads the file between the streams as well."""

from __future__ import annotations

import io

import pikepdf
import pytest

from fieldnotes.errors import LeakFound
from fieldnotes.model.register import EntityType
from fieldnotes.protection import gate
from fieldnotes.protection.residue import Forbidden, Watchlist

NAME = "Yavər Dəmirçizadə"
WATCHED = Watchlist([Forbidden("S-001", EntityType.PERSON, (NAME,))])


def page(content: bytes = b"BT ET") -> bytes:
    document = pikepdf.new()
    document.add_blank_page().obj.Contents = document.make_stream(content)
    written = io.BytesIO()
    document.save(written, static_id=True)
    return written.getvalue()


def test_a_plain_page_passes() -> None:
    assert gate.inspect(page(), WATCHED).leaves > 1


@pytest.mark.parametrize(
    "hidden", ["% {}", "stream\n{}\nendstream", "9 0 obj\n<< /Length 30 >>\nstream\n{}\nendstream"]
)
def test_words_between_the_objects_are_found_whatever_they_pretend_to_be(hidden: str) -> None:
    finished = page()
    at = finished.index(b"\n2 0 obj") + 1

    with pytest.raises(LeakFound):
        gate.inspect(finished[:at] + hidden.format(NAME).encode() + b"\n" + finished[at:], WATCHED)


def test_words_in_a_packed_stream_are_found() -> None:
    with pytest.raises(LeakFound):
        gate.inspect(page(b"% " + NAME.encode() + b"\nBT ET" * 40), WATCHED)

"""Every hostile vector is refused with its own error; the harmless ones are read, and nothing in them deceives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from fieldnotes.bundle import reader, review_document, review_file, strict_zip
from fieldnotes.crypto import age
from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import FieldNotesError
from fieldnotes.model.review import RemarkKind, ReviewVerdict

FOLDER = Path(__file__).parents[2] / "vectors" / "hostile"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
ROOT = Path(__file__).parents[3]
TODAY = "2026-11-24"


def identity(name: str) -> Identity:
    return Identity.from_text((FOLDER / f"{name}.identity").read_text(encoding="utf-8"))


READER, AUTHOR = identity("reader"), identity("author")


def read_bundle(name: str) -> tuple[str, ...]:
    """Everything of it that would be shown."""
    data = reader.read_file(FOLDER / "bundles" / name)
    opened = reader.open_bundle(data, identities=READER.age_secrets, name=name, today=TODAY)
    return tuple(text for one in opened.records for text in (one.title, one.text, one.consent, *one.notes))


def read_review(name: str) -> tuple[str, ...]:
    data = review_file.read_file(FOLDER / "reviews" / name)
    review = review_file.open_review(data, identities=AUTHOR.age_secrets, name=name).review
    return (review.note, review.reviewer, *(one.note for one in review.records), *(one.text for one in review.remarks))


def test_a_review_made_without_fieldnotes_is_read_and_spelled_alike() -> None:
    data = review_file.read_file(FOLDER / "reviews" / "as-it-should-be.fnreview")
    review = review_file.open_review(data, identities=AUTHOR.age_secrets, name="review").review
    (remark,) = review.remarks
    text = read_bundle("as-it-should-be.age")[1]

    place = remark.anchor.span_in(text)
    assert place is not None
    assert text[place[0] : place[1]] == "Axşam kənd yolu qaranlıq idi"
    assert (remark.kind, review.records[0].verdict) == (RemarkKind.RISK, ReviewVerdict.RETURN)
    assert (review.reviewer, review.signer) == (READER.name, READER.signing_key.public)
    plain = strict_zip.unpack(age.decrypt(data, AUTHOR.age_secrets))
    assert review_document.review_bytes(review) == plain["review.json"]


READ = {"bundles": read_bundle, "reviews": read_review}
REFUSED = [(kind, name) for kind, files in EXPECTED.items() for name, code in files.items() if code]
HARMLESS = [(kind, name) for kind, files in EXPECTED.items() for name, code in files.items() if not code]


def test_there_are_enough_of_them_and_each_has_a_name() -> None:
    assert len(REFUSED) >= 60
    for kind, files in EXPECTED.items():
        assert {path.name for path in (FOLDER / kind).iterdir()} == set(files)


@pytest.mark.parametrize(("kind", "name"), REFUSED)
def test_it_is_refused_with_its_own_error_in_a_clear_sentence(kind: str, name: str) -> None:
    with pytest.raises(FieldNotesError) as refused:
        READ[kind](name)

    assert refused.value.code == EXPECTED[kind][name]
    assert name in refused.value.sentence_text()
    assert refused.value.hint_text()


@pytest.mark.parametrize(("kind", "name"), HARMLESS)
def test_what_is_harmless_is_read_without_what_could_deceive(kind: str, name: str) -> None:
    texts = READ[kind](name)

    assert any(texts)
    found = {letter for text in texts for letter in text if unicodedata.category(letter) in ("Cc", "Cf")}
    assert found <= {"\n", "\t"}


def test_all_of_them_together_take_little_memory() -> None:
    """In a process of its own, which also says how long each took: `make bench`."""
    command = [sys.executable, str(ROOT / "packaging" / "bench_hostile.py"), "--json"]
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    told = json.loads(done.stdout)

    assert told["files"] == len(REFUSED) + len(HARMLESS)
    assert told["peak_mib"] < 300

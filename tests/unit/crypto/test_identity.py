"""Identity files and contact cards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.crypto import age, exchange
from fieldnotes.crypto.identity import Card, Identity
from fieldnotes.crypto.sign import SigningKey
from fieldnotes.errors import BadIdentityFile, BadRecipient, BadValue, FieldNotesError

SEVDA = Identity.generate("Sevda Əlizadə")
HYBRID = Identity.generate("მარიამ", post_quantum=True)


def _signed(identity: Identity, **changes: object) -> str:
    """A card with members changed and then signed again by the same key."""
    document = json.loads(identity.card().text)
    del document["signature"]
    document.update(changes)
    document["signature"] = b64encode(identity.signing_key.sign(exchange.canonical(document))).decode()
    return exchange.canonical(document).decode()


@pytest.mark.parametrize("identity", [SEVDA, HYBRID])
def test_an_identity_file_reads_back_as_it_was(identity: Identity) -> None:
    again = Identity.from_text(identity.to_text())
    assert again == identity
    assert again.to_text() == identity.to_text()
    assert again.card().age == identity.recipients


def test_an_identity_file_is_an_age_identity_file() -> None:
    lines = SEVDA.to_text().split("\n")
    assert lines[0] == "# fieldnotes identity 1"
    assert lines[1] == "# name: Sevda Əlizadə"
    assert lines[2].startswith("# created: ")
    assert lines[3].startswith("# signing-key: ")
    assert lines[4:] == [SEVDA.age_secret, ""]


def test_the_age_program_takes_an_identity_file(tmp_path: Path) -> None:
    program = shutil.which("age")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("the age program is not installed (Debian package: age)")
        pytest.skip("the age program is not installed (Debian package: age)")
    (tmp_path / "me.identity").write_text(SEVDA.to_text(), encoding="utf-8")
    (tmp_path / "x.age").write_bytes(age.encrypt(b"hello", SEVDA.recipients).data)
    command = [program, "-d", "-i", str(tmp_path / "me.identity"), str(tmp_path / "x.age")]
    assert subprocess.run(command, capture_output=True, check=True).stdout == b"hello"


def test_a_plain_age_key_reads_but_has_neither_card_nor_signature() -> None:
    text = f"# created: 2026-11-22T06:24:00Z\n# public key: {SEVDA.recipients[0]}\n{SEVDA.age_secret}\n"
    plain = Identity.from_text(text.replace("\n", "\r\n"))
    assert plain.age_secret == SEVDA.age_secret
    assert plain.signing_seed is None
    for use in (plain.card, plain.to_text):
        with pytest.raises(BadIdentityFile):
            use()


def test_other_files_are_no_identities() -> None:
    text = SEVDA.to_text()
    signing_line = text.split("\n")[3]
    for bad in (
        "",
        "# fieldnotes identity 1\n",
        "a letter from Tbilisi",
        SEVDA.card().text,
        text.replace("identity 1", "identity 2"),
        text.replace(SEVDA.age_secret, SEVDA.age_secret[:-1]),
        text.replace(signing_line, "# signing-key: AAAA"),
        text.replace(signing_line, "# signing-key: ə"),
        text.replace(signing_line, signing_line + "\n" + signing_line),
        text + "x" * 70_000,
    ):
        with pytest.raises(BadIdentityFile) as caught:
            Identity.from_text(bad, name="me.identity")
        assert caught.value.params == {"name": "me.identity"}


def test_nothing_secret_is_in_a_repr() -> None:
    assert SEVDA.age_secret not in repr(SEVDA)
    assert repr(SEVDA.signing_seed) not in repr(SEVDA)


def test_names_lose_controls_and_must_not_be_empty() -> None:
    assert Identity.generate("  Ley\u202ela\n\x07 Quliyeva\x9b ").name == "Leyla Quliyeva"
    assert Identity.generate("Ayşe\nDemir").name == "Ayşe Demir"
    for name in ("", " \n ", "\u202e", "x" * 201):
        with pytest.raises(BadValue):
            Identity.generate(name)


@pytest.mark.parametrize("identity", [SEVDA, HYBRID])
def test_a_card_reads_back_as_it_was(identity: Identity) -> None:
    card = identity.card()
    assert Card.parse(card.text) == card
    assert Card.parse("\n" + card.text + "\n\n") == card
    assert len(card.words) == 8
    assert len(card.text) < 8192
    assert card.sign == identity.signing_key.public
    assert identity.age_secret not in card.text
    assert list(json.loads(card.text)) == ["age", "created", "format", "name", "sign", "signature", "words"]


def test_a_card_tells_a_day_and_no_moment() -> None:
    identity = Identity("author", SEVDA.age_secrets, SEVDA.signing_seed, "2026-11-22T06:24:00Z")
    assert identity.card().created == "2026-11-22"
    assert Card.parse(identity.card().text) == identity.card()


def test_two_people_have_different_words() -> None:
    assert SEVDA.card().words != Identity.generate("Sevda Əlizadə").card().words


def test_an_altered_card_is_refused() -> None:
    text = SEVDA.card().text
    other = Identity.generate("Kamran")
    for bad in (
        text.replace("Sevda", "Sevdə"),
        text.replace(SEVDA.recipients[0], other.recipients[0]),
        text.replace(SEVDA.card().words[0], "zzz"),
        text.replace('"name":', '"name":"x","name":'),
        text.replace('"created":', '"extra":1,"created":'),
        text.replace("fieldnotes-card/1", "fieldnotes-card/2"),
        text[:-4],
        text + "x",
        "",
        "[]",
        "null",
        "age1",
        " " + "x" * 9000,
        '{"a":' * 5000,
        '{"a":1.5}',
        '{"a":NaN}',
        '{"a":' + "9" * 5000 + "}",
    ):
        with pytest.raises(BadRecipient) as caught:
            Card.parse(bad, name="kamran.card")
        assert caught.value.params == {"name": "kamran.card"}


def test_a_card_signed_by_its_key_must_still_be_right() -> None:
    low_order = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"
    assert Card.parse(_signed(SEVDA)) == SEVDA.card()
    refused: tuple[dict[str, object], ...] = (
        {"age": []},
        {"age": [low_order]},
        {"age": list(SEVDA.recipients) * 5},
        {"age": "age1"},
        {"words": list(reversed(SEVDA.card().words))},
        {"sign": b64encode(SigningKey.generate().public).decode()},
        {"sign": "AAAA"},
        {"format": "fieldnotes-card/9"},
        {"name": 7},
        {"name": "x" * 300},
        {"extra": "x"},
        {"created": "2026-11-22T06:24:00Z"},
    )
    for changes in refused:
        with pytest.raises(BadRecipient):
            Card.parse(_signed(SEVDA, **changes))


def test_a_name_from_a_card_is_shown_without_controls() -> None:
    card = Card.parse(_signed(SEVDA, name="Se\u202evda\x1b[2J\nƏlizadə"))
    assert card.name == "Sevda[2J Əlizadə"
    assert Card.parse(card.text) == card


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("utf-8", "replace")))
def test_arbitrary_text_is_never_a_card_or_an_identity(text: str) -> None:
    with pytest.raises(FieldNotesError):
        Card.parse(text)
    with pytest.raises(FieldNotesError):
        Identity.from_text(text)

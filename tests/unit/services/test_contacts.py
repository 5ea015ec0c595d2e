"""Contacts: unverified until the words were compared, a changed key is loud, a card is read from a picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import segno
from PIL import Image

from fieldnotes import clock
from fieldnotes.crypto import age, card_code
from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import (
    BadRecipient,
    BadValue,
    ContactChanged,
    ContactExpired,
    NoCardInPicture,
    NoSuchRecord,
    OtherWords,
)
from fieldnotes.model.contact import Compared, Standing
from fieldnotes.services import card_pictures, contacts
from fieldnotes.services.session import Session
from tests.helpers.sharing import shared_master, shared_path, sharing

__all__ = ["shared_master", "shared_path", "sharing"]

EDITOR = Identity.generate("Tamuna Beridze", post_quantum=True)


def standing(session: Session) -> list[Standing]:
    return [one.standing for one in contacts.all_of(session)]


def test_a_card_is_unverified_until_its_words_were_compared(sharing: Session) -> None:
    contact = contacts.add(sharing, EDITOR.card().text, name="Redaktor")

    assert (contact.code, contact.name, standing(sharing)) == ("CONTACT-001", "Redaktor", [Standing.UNVERIFIED])
    with pytest.raises(OtherWords):
        contacts.verify(sharing, contact.code, words="bir iki üç", how=Compared.VOICE)
    assert standing(sharing) == [Standing.UNVERIFIED]
    done = contacts.verify(sharing, "contact-001", words=" ".join(contact.words).upper(), how=Compared.IN_PERSON)
    assert (done.how, standing(sharing)) == ("in-person", [Standing.VERIFIED])
    assert contacts.all_of(sharing)[0].post_quantum


def test_the_same_card_again_is_the_same_contact(sharing: Session) -> None:
    first = contacts.add(sharing, EDITOR.card().text)
    contacts.verify(sharing, first.code, words=" ".join(first.words), how=Compared.VOICE)

    assert contacts.add(sharing, EDITOR.card().text).verified
    assert contacts.add(sharing, EDITOR.card().text, name="Redaktor").name == "Redaktor"
    assert len(contacts.all_of(sharing)) == 1


@pytest.mark.parametrize("same", ["name", "signing key"])
def test_other_keys_of_somebody_who_is_known_are_loud(sharing: Session, same: str) -> None:
    first = contacts.add(sharing, EDITOR.card().text)
    contacts.verify(sharing, first.code, words=" ".join(first.words), how=Compared.VOICE)
    other = Identity.generate("tamuna beridze" if same == "name" else "Başqası", post_quantum=True)
    if same == "signing key":
        other = Identity(other.name, other.age_secrets, EDITOR.signing_seed, other.created)

    with pytest.raises(ContactChanged):
        contacts.add(sharing, other.card().text)
    with pytest.raises(ContactChanged):
        contacts.resolved(sharing, [other.card().text])
    assert standing(sharing) == [Standing.VERIFIED]
    assert [dict(one.facts) for one in sharing.vault.ledger() if one.event == "contact-changed"] == [
        {"contact": first.code}
    ]

    changed = contacts.add(sharing, other.card().text, replaces=True)
    assert (changed.code, standing(sharing)) == (first.code, [Standing.CHANGED])
    assert changed.former == (EDITOR.signing_key.public.hex(),)
    assert not contacts.verified_keys(sharing) & {age.key_id(one) for one in changed.age}


def test_a_card_that_has_ended_is_neither_used_nor_verified(sharing: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = clock.today().replace(year=clock.today().year + 1).isoformat()
    contact = contacts.add(sharing, EDITOR.card(expires=ends).text)
    known = contacts.verify(sharing, contact.code, words=" ".join(contact.words), how=Compared.VOICE)
    assert known.expires == ends
    assert contacts.verified_keys(sharing) >= {age.key_id(one) for one in known.age}

    monkeypatch.setattr(
        clock, "today", lambda: date.fromisoformat(ends).replace(year=date.fromisoformat(ends).year + 1)
    )
    assert standing(sharing) == [Standing.EXPIRED]
    assert not contacts.verified_keys(sharing) & {age.key_id(one) for one in known.age}
    for to in (contact.code, EDITOR.card(expires=ends).text, Identity.generate("O").card(expires=ends).text):
        with pytest.raises(ContactExpired):
            contacts.resolved(sharing, [to])
    with pytest.raises(ContactExpired):
        contacts.verify(sharing, contact.code, words=" ".join(contact.words), how=Compared.VOICE)


def test_an_end_of_the_owner_can_be_taken_away_and_the_cards_own_holds(sharing: Session) -> None:
    year = clock.today().year
    sooner, later = (clock.today().replace(year=year + more, day=1).isoformat() for more in (1, 2))
    free = contacts.add(sharing, Identity.generate("Nərgiz").card().text, expires=sooner)
    bound = contacts.add(sharing, EDITOR.card(expires=later).text, expires=sooner)
    assert (free.expires, bound.expires) == (sooner, sooner)

    assert contacts.edit(sharing, free.code, expires="").expires == ""
    assert contacts.edit(sharing, bound.code, name="Redaktor", expires="").expires == later
    kept = contacts.edit(sharing, bound.code, expires=sooner)
    assert (kept.name, kept.expires, kept.age) == ("Redaktor", sooner, bound.age)
    with pytest.raises(BadValue):
        contacts.edit(sharing, free.code, expires="2020-01-01")
    with pytest.raises(BadValue):
        contacts.edit(sharing, free.code, name="")


@pytest.mark.parametrize(("name", "expires"), [("x" * 201, ""), ("", "2020-01-01"), ("", "tomorrow")])
def test_what_cannot_be_is_refused(sharing: Session, name: str, expires: str) -> None:
    with pytest.raises(BadValue):
        contacts.add(sharing, EDITOR.card().text, name=name, expires=expires)
    with pytest.raises(NoSuchRecord):
        contacts.get(sharing, "CONTACT-009")
    assert contacts.all_of(sharing) == ()


def test_contacts_are_sealed_at_internal_and_the_ledger_names_nobody(sharing: Session) -> None:
    contact = contacts.add(sharing, EDITOR.card().text)
    contacts.verify(sharing, contact.code, words=" ".join(contact.words), how=Compared.VOICE)

    assert not [entry for entry in sharing.vault.ledger() if "Tamuna" in str(entry.facts)]
    database = (sharing.path / "vault.db").read_bytes()
    assert EDITOR.signing_key.public not in database
    contacts.remove(sharing, contact.code)
    assert contacts.all_of(sharing) == ()


# --- pictures


@pytest.mark.parametrize("post_quantum", [False, True])
def test_a_card_is_read_from_a_photograph_of_its_code(sharing: Session, tmp_path: Path, post_quantum: bool) -> None:
    card = Identity.generate("Emrə", post_quantum=post_quantum).card()
    drawn, photograph = tmp_path / "card.png", tmp_path / "card.jpg"
    drawn.write_bytes(card_pictures.png(card))
    with Image.open(drawn) as picture:
        tilted = picture.convert("L").rotate(5, expand=True, fillcolor=235)
        tilted.resize((700, 700)).save(photograph, quality=80)

    for file in (drawn, photograph):
        assert contacts.read_card(file) == card
    assert contacts.add(sharing, photograph).words == card.words
    assert contacts.resolved(sharing, [str(drawn)]) == (card.age,)


def test_a_code_is_drawn_without_anything_to_load(tmp_path: Path) -> None:
    drawn = card_pictures.svg(EDITOR.card())

    assert drawn.startswith(b"<svg")
    assert not [word for word in (b"<script", b"href", b"url(", b"Tamuna") if word in drawn]
    assert len(card_pictures.terminal(EDITOR.card()).splitlines()) > 60


@pytest.mark.parametrize("kind", ["empty", "cut", "two", "other code", "no picture"])
def test_a_picture_that_shows_no_one_card_is_refused(tmp_path: Path, kind: str) -> None:
    file, first = tmp_path / "x.png", card_pictures.png(Identity.generate("A").card())
    if kind == "two":
        other = tmp_path / "y.png"
        file.write_bytes(first)
        other.write_bytes(card_pictures.png(Identity.generate("B").card()))
        with Image.open(file) as one, Image.open(other) as two:
            both = Image.new("L", (one.width + two.width, max(one.height, two.height)), 255)
            both.paste(one.convert("L"), (0, 0))
            both.paste(two.convert("L"), (one.width, 0))
        both.save(file)
    elif kind == "other code":
        segno.make_qr("A TICKET FOR THE BUS").save(str(file), scale=6)
    elif kind == "empty":
        Image.new("L", (200, 200), 255).save(file)
    else:
        file.write_bytes(first[: len(first) // 2] if kind == "cut" else b"\x89PNG\r\n\x1a\nnothing")

    with pytest.raises(NoCardInPicture):
        contacts.read_card(file)


def test_a_picture_that_claims_to_be_huge_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    Image.new("1", (9000, 9000)).save(file)
    assert file.stat().st_size < 100_000

    with pytest.raises(NoCardInPicture):
        contacts.read_card(file)


def test_a_card_whose_code_was_altered_is_refused(tmp_path: Path) -> None:
    letters, file = card_code.spelled(EDITOR.card()), tmp_path / "x.png"
    segno.make_qr(letters[:-20] + "A" * 20).save(str(file), scale=4)

    with pytest.raises(BadRecipient):
        contacts.read_card(file)


def test_a_contact_is_named_by_code_or_by_a_name_that_only_one_has(sharing: Session) -> None:
    known = contacts.add(sharing, EDITOR.card().text, name="Elçin")
    assert contacts.get(sharing, " elçin ") == known
    assert contacts.resolved(sharing, ["ElÇin"]) == (known.age,)
    with pytest.raises(NoSuchRecord):
        contacts.get(sharing, "Elç")

"""A record with sealed words can be worked on while they are closed or away: they come back where they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.crypto import age
from fieldnotes.errors import SealedClosed, SealedWordsTouched
from fieldnotes.model.level import Level
from fieldnotes.model.query import parse
from fieldnotes.model.record import Block, BlockStyle, Body, Card, Draft, Kind, Passage
from fieldnotes.progress import Watch
from fieldnotes.vault.records import placeholders, sealed_words
from fieldnotes.vault.records.sealed_words import PLACEHOLDER
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.vaults import CASE, cheap_kdf, decrypted_pages, sealed_passphrase

CARD = Card(title="Bazar")
TEXT = "O bazarda işləyirdi. Adı Vüqar idi, ünvanı Nizami 12. Sonra getdi."


def passage(text: str, words: str, level: Level = Level.SEALED, **told: str) -> Passage:
    start = text.index(words)
    return Passage(start, start + len(words), level, words, **told)


WHOLE = Body.of(
    TEXT,
    (
        passage(TEXT, "bazarda", Level.INTERNAL, replacement="bir yerdə"),
        passage(TEXT, "Vüqar", replacement="N.", reason="adı"),
        passage(TEXT, "Nizami 12"),
    ),
)


def edited(opened: Body, old: str, new: str) -> Body:
    """What an editor makes of an open body in which `old` became `new`: passages move along and quote their words."""
    text = opened.text.replace(old, new, 1)
    at, by = opened.text.index(old), len(new) - len(old)
    kept = [
        one
        for one in opened.passages
        if not (at <= one.start < at + len(old)) or opened.text[one.start : one.end] in new
    ]
    moved = [replace(one, start=one.start + by, end=one.end + by) if one.start > at else one for one in kept]
    return Body.of(text, tuple(replace(one, quote=text[one.start : one.end]) for one in moved))


@pytest.fixture
def closed(sealed_vault: Vault) -> tuple[Vault, str]:
    """A record with a word at INTERNAL and two sealed ones; the compartment is closed."""
    row, _ = sealed_vault.add_record(CASE, kind=Kind.NOTE, level=Level.ROLE, card=CARD, body=WHOLE)
    sealed_vault.close_sealed()
    return sealed_vault, row.code


def test_the_open_part_is_saved_and_the_sealed_words_stand_in_their_places(closed: tuple[Vault, str]) -> None:
    vault, code = closed
    vault.save(code, card=CARD, body=edited(vault.record(code).body, "O bazarda", "Qışda o, köhnə bazarda"))
    vault.save(code, card=CARD, body=edited(vault.record(code).body, "Sonra", "Səhərisi gün"))
    assert vault.record(code).body.text == (
        f"Qışda o, köhnə bazarda işləyirdi. Adı {PLACEHOLDER} idi, ünvanı {PLACEHOLDER}. Səhərisi gün getdi."
    )
    assert [found.row.code for found in vault.search(parse("köhnə"))] == [code]
    assert vault.check() == []
    vault.open_sealed(sealed_passphrase())
    body = vault.record(code).body
    text = "Qışda o, köhnə bazarda işləyirdi. Adı Vüqar idi, ünvanı Nizami 12. Səhərisi gün getdi."
    assert body.text == text
    assert body.passages == (
        passage(text, "bazarda", Level.INTERNAL, replacement="bir yerdə"),
        passage(text, "Vüqar", replacement="N.", reason="adı"),
        passage(text, "Nizami 12"),
    )
    assert vault.revision(code, 1).body == WHOLE
    assert vault.check() == []


def test_the_sealed_words_are_nowhere_else_for_it(closed: tuple[Vault, str]) -> None:
    vault, code = closed
    vault.save(code, card=CARD, body=edited(vault.record(code).body, "Sonra", "Sabah"))
    assert "Vüqar".encode() not in decrypted_pages(vault)
    assert vault._store.connection.value("SELECT count(*) FROM sealed_words") == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"Adı {PLACEHOLDER} idi, ", ""),
        ("Sonra", f"{PLACEHOLDER} Sonra"),
        (f"{PLACEHOLDER} idi", f"{PLACEHOLDER[1:]} idi"),
    ],
)
def test_places_of_sealed_words_cannot_be_taken_out_or_added(closed: tuple[Vault, str], old: str, new: str) -> None:
    vault, code = closed
    with pytest.raises(SealedWordsTouched):
        vault.save(code, card=CARD, body=edited(vault.record(code).body, old, new))
    assert [one.version for one in vault.revisions(code)] == [1]


def test_new_words_cannot_be_sealed_while_closed(closed: tuple[Vault, str]) -> None:
    vault, code = closed
    shown = vault.record(code).body
    with pytest.raises(SealedClosed):
        vault.save(code, card=CARD, body=replace(shown, passages=(*shown.passages, passage(shown.text, "getdi"))))


def test_a_mark_at_another_level_is_kept_while_closed(closed: tuple[Vault, str]) -> None:
    vault, code = closed
    shown = vault.record(code).body
    vault.save(
        code, card=CARD, body=replace(shown, passages=(*shown.passages, passage(shown.text, "getdi", Level.ROLE)))
    )
    vault.open_sealed(sealed_passphrase())
    assert vault.record(code).body.passages == (*WHOLE.passages, passage(TEXT, "getdi", Level.ROLE))


def test_typing_is_kept_as_a_draft_while_closed_and_gets_its_words_when_it_is_saved(closed: tuple[Vault, str]) -> None:
    vault, code = closed
    typed = edited(vault.record(code).body, "Sonra", "Sabah")
    vault.put_draft(Draft("d", code, CASE, Kind.NOTE, Level.ROLE, "", typed))
    assert [draft.body for draft in vault.drafts()] == [typed]
    vault.open_sealed(sealed_passphrase())
    vault.save(code, card=CARD, body=typed)
    assert vault.record(code).body.text == TEXT.replace("Sonra", "Sabah")
    text = vault.record(code).body.text.replace("Vüqar", PLACEHOLDER)
    touched = Body.of(text, (passage(text, PLACEHOLDER), passage(text, "Nizami 12")))
    with pytest.raises(SealedWordsTouched):
        vault.save(code, card=CARD, body=touched)


def test_a_later_mark_seals_the_version_that_was_saved_while_closed(closed: tuple[Vault, str]) -> None:
    vault, code = closed
    vault.save(code, card=CARD, body=edited(vault.record(code).body, "Sonra", "Sabah"))
    vault.open_sealed(sealed_passphrase())
    body = vault.record(code).body
    vault.save(code, card=CARD, body=replace(body, passages=(*body.passages, passage(body.text, "Sabah"))))
    assert vault.revision(code, 2).body == body
    assert vault.check() == []
    vault.close_sealed()
    with pytest.raises(SealedClosed):
        vault.revision(code, 2)


def test_a_level_move_keeps_borrowed_words(closed: tuple[Vault, str]) -> None:
    vault, code = closed
    vault.save(code, card=CARD, body=edited(vault.record(code).body, "Sonra", "Sabah"))
    vault.set_level(code, Level.INTERNAL)
    vault.open_sealed(sealed_passphrase())
    vault.set_level(code, Level.SEALED)
    assert vault.record(code).body.text == TEXT.replace("Sonra", "Sabah")
    assert vault.check() == []


def test_erasing_sealed_leaves_the_placeholders(closed: tuple[Vault, str]) -> None:
    vault, code = closed
    vault.save(code, card=CARD, body=edited(vault.record(code).body, "Sonra", "Sabah"))
    vault.open_sealed(sealed_passphrase())
    vault.purging.erase_levels({Level.SEALED}, watch=Watch())
    assert vault.record(code).body.text.count(PLACEHOLDER) == 2
    assert vault.check() == []


def test_words_that_were_left_behind_come_back_into_what_was_written_on_the_road(
    full: Vault, package_path: Path
) -> None:
    trip, _ = journeys.leave(full, package_path, Level.SEALED)
    shown = full.record(journeys.STAYS)
    assert shown.row.card is not None
    full.save(journeys.STAYS, card=shown.row.card, body=edited(shown.body, "Sonra", "Yolda yazılıb: sonra"))
    journeys.come_back(full, trip)
    text = full.record(journeys.STAYS).body.text
    assert text == "O, bazarda işləyirdi. Yolda yazılıb: sonra zirzəmidə gizlənən adamlara çörək aparırdı."
    assert full.check() == []


def test_words_that_only_the_office_reads_stay_with_it(full: Vault) -> None:
    office = age.generate_identity(post_quantum=True)
    full.rekeying.send_sealed_away([age.recipient_of(office)])
    shown = full.record(journeys.STAYS)
    assert shown.row.card is not None
    full.save(journeys.STAYS, card=shown.row.card, body=edited(shown.body, "Sonra", "Sabah"))
    full._store.keys.open_capsules([office])
    assert PLACEHOLDER in full.record(journeys.STAYS).body.text
    assert full.check() == []


# --- the pure part -------------------------------------------------------------------------------------------------


def test_words_over_several_blocks_come_back_as_they_were() -> None:
    blocks = (Block("Əvvəl"), Block("gizli bir", BlockStyle.QUOTE), Block("gizli iki"), Block("sonra"))
    text = "\n".join(block.text for block in blocks)
    whole = Body(blocks, (Passage(2, text.index("iki"), Level.SEALED, text[2 : text.index("iki")]),))
    opened, _ = sealed_words.split(whole)
    assert placeholders.refilled(whole, opened) == whole
    assert placeholders.refilled(whole, Body.of("x")) is None
    assert not placeholders.stand_in(whole)
    assert placeholders.stand_in(opened)
    assert placeholders.holds_words(whole)
    assert not placeholders.holds_words(opened)


def test_a_passage_over_a_placeholder_covers_the_words_again() -> None:
    whole = Body.of(TEXT, (passage(TEXT, "Adı Vüqar idi", Level.ROLE), passage(TEXT, "Vüqar")))
    opened, _ = sealed_words.split(whole)
    refilled = placeholders.refilled(whole, edited(opened, "O bazarda", "O"))
    assert refilled is not None
    assert [one.quote for one in refilled.passages] == ["Adı Vüqar idi", "Vüqar"]


# --- sealing more while the compartment can only be written ---


def marked(body: Body, words: str) -> Body:
    return replace(body, passages=(*body.passages, passage(body.text, words)))


OFFICE = age.generate_identity(post_quantum=True)


@pytest.fixture
def away(sealed_vault: Vault) -> tuple[Vault, str]:
    """The same record; what is sealed can be written here and read at the office only."""
    row, _ = sealed_vault.add_record(CASE, kind=Kind.NOTE, level=Level.ROLE, card=CARD, body=WHOLE)
    sealed_vault.rekeying.send_sealed_away([age.recipient_of(OFFICE)])
    return sealed_vault, row.code


def at_the_office(vault: Vault) -> None:
    vault.rekeying.bring_sealed_back([OFFICE], sealed_passphrase(), cheap_kdf())
    assert vault.check() == []


def test_more_words_are_sealed_beside_those_that_cannot_be_read(away: tuple[Vault, str]) -> None:
    vault, code = away
    vault.save(code, card=CARD, body=marked(vault.record(code).body, "Sonra"))
    shown = vault.record(code).body
    assert shown.text == f"O bazarda işləyirdi. Adı {PLACEHOLDER} idi, ünvanı {PLACEHOLDER}. {PLACEHOLDER} getdi."
    assert b"Sonra" not in decrypted_pages(vault)
    assert [found.row.code for found in vault.search(parse("sonra"))] == []
    vault.save(code, card=CARD, body=edited(shown, "getdi", "qayıtdı"))
    vault.save(code, card=CARD, body=marked(vault.record(code).body, "işləyirdi"))
    with pytest.raises(SealedWordsTouched):
        vault.save(code, card=CARD, body=edited(vault.record(code).body, f"Adı {PLACEHOLDER} idi, ", ""))

    at_the_office(vault)

    text = TEXT.replace("getdi", "qayıtdı")
    now = vault.record(code).body
    assert now.text == text
    assert sealed_words.texts(now) == {"Vüqar", "Nizami 12", "Sonra", "işləyirdi"}
    assert [one.quote for one in now.passages if one.level is Level.INTERNAL] == ["bazarda"]
    assert [vault.revision(code, number).body.text for number in (1, 2, 3)] == [TEXT, TEXT, text]
    assert vault.revision(code, 1).body == WHOLE
    vault.close_sealed()
    for number in (1, 2, 3):
        with pytest.raises(SealedClosed):
            vault.revision(code, number)


def test_what_is_sealed_around_words_that_cannot_be_read_keeps_both(away: tuple[Vault, str]) -> None:
    vault, code = away
    vault.save(code, card=CARD, body=marked(vault.record(code).body, f"Adı {PLACEHOLDER} idi"))
    assert vault.record(code).body.text == f"O bazarda işləyirdi. {PLACEHOLDER}, ünvanı {PLACEHOLDER}. Sonra getdi."
    vault.save(code, card=CARD, body=edited(vault.record(code).body, "Sonra", "Sabah"))

    at_the_office(vault)

    now = vault.record(code).body
    assert now.text == TEXT.replace("Sonra", "Sabah")
    assert sealed_words.texts(now) == {"Adı Vüqar idi", "Nizami 12"}
    assert vault.revision(code, 1).body == WHOLE


def test_words_sealed_on_a_journey_beside_others_come_home_with_them(full: Vault, package_path: Path) -> None:
    trip, _ = journeys.leave(full, package_path, Level.SEALED)
    shown = full.record(journeys.STAYS).body
    full.save(journeys.STAYS, card=Card("Bazar", source="S-001"), body=marked(shown, "bazarda"))

    journeys.come_back(full, trip)

    now = full.record(journeys.STAYS).body
    assert "zirzəmidə gizlənən" in now.text
    assert sealed_words.texts(now) == {"zirzəmidə gizlənən", "bazarda"}
    assert full.check() == []


def test_typing_with_a_mark_that_cannot_be_sealed_now_is_kept_as_a_draft_and_sealed_later(
    closed: tuple[Vault, str],
) -> None:
    vault, code = closed
    typed = marked(vault.record(code).body, "Sonra")
    vault.put_draft(Draft("d", code, CASE, Kind.NOTE, Level.ROLE, "", typed))
    assert [draft.body for draft in vault.drafts()] == [typed]
    vault.open_sealed(sealed_passphrase())
    vault.save(code, card=CARD, body=typed)
    assert sealed_words.texts(vault.record(code).body) == {"Vüqar", "Nizami 12", "Sonra"}
    vault.close_sealed()
    assert vault.drafts() == []

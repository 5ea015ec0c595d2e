"""The ways into a vault as window and command line use them: the right error for what is missing, nothing by halves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.crypto import kdf
from fieldnotes.errors import (
    BadKeyFile,
    BadRecipient,
    BadRecoveryCode,
    BadValue,
    FactorMissing,
    KeyringUnavailable,
    LastWayIn,
    PassphraseGuessable,
    PassphraseTooWeak,
    SealedClosed,
    WeakRecipient,
    WordsDiffer,
    WrongIdentity,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongSealedPassphrase,
)
from fieldnotes.services import access, people, recovery
from fieldnotes.services import session as sessions
from fieldnotes.services.access import MASTER, SEALED, WayIn
from fieldnotes.services.session import Session
from fieldnotes.vault.slots import os_keyring
from tests.helpers import small_keyring
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.small_keyring import SmallKeyring
from tests.helpers.vaults import HIDDEN_RECORD, PASSPHRASE, SEALED_PASSPHRASE, master_vault, vault_path

__all__ = ["cheap_floor", "master_vault", "vault_path"]
pytestmark = pytest.mark.usefixtures("cheap_floor")

NEW = "külək dəmir sandıq beş armud"
KEYRING = (small_keyring.PATH,)


@pytest.fixture
def session(vault_path: Path) -> Iterator[Session]:
    opened = sessions.unlock(vault_path, PASSPHRASE)
    yield opened
    opened.lock()


@pytest.fixture(autouse=True)
def empty_keyring() -> Iterator[None]:
    SmallKeyring.entries.clear()
    yield
    SmallKeyring.entries.clear()


def card_of(folder: Path, *, post_quantum: bool = True) -> tuple[Path, Path]:
    identity, card = folder / "office.identity", folder / "office.card.json"
    card.write_text(people.new_identity(identity, "Ofis", post_quantum=post_quantum).text, encoding="utf-8")
    return identity, card


def events(session: Session) -> list[str]:
    return [entry.event for entry in session.vault.ledger()]


def test_a_passphrase_is_changed_at_an_open_vault_only_by_who_knows_it(session: Session) -> None:
    with pytest.raises(WrongPassphrase):
        access.change_passphrase(session, "bilmirəm bilmirəm", NEW)
    with pytest.raises(PassphraseTooWeak):
        access.change_passphrase(session, PASSPHRASE, "qısa")
    with pytest.raises(PassphraseGuessable):
        access.change_passphrase(session, PASSPHRASE, "password password", minimum_words=5)
    with pytest.raises(BadValue):
        access.change_passphrase(session, PASSPHRASE, PASSPHRASE)
    done = access.change_passphrase(session, PASSPHRASE, NEW, minimum_words=3)
    assert (done.change.written, done.change.sealed) == ((1,), False)
    session.lock()
    with pytest.raises(WrongPassphrase):
        sessions.unlock(session.path, PASSPHRASE)
    again = sessions.unlock(session.path, NEW)
    assert events(again)[-2:] == ["passphrase-changed", "unlocked"]
    again.lock()


def test_the_floor_for_new_passphrases_holds_where_somebody_asks_for_less(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    params = kdf.calibrate()
    monkeypatch.setattr(kdf, "NEW_FLOOR_KIB", 256 * 1024)
    with pytest.raises(BadValue):
        access.change_passphrase(session, PASSPHRASE, NEW, params=params)


def test_without_its_key_file_a_vault_says_so_and_not_wrong_passphrase(session: Session, tmp_path: Path) -> None:
    stick = tmp_path / "stick.key"
    assert access.new_key_file(stick, session.path)
    access.add_passphrase(session, PASSPHRASE, WayIn(NEW, key_file=stick))
    access.remove(session, WayIn(NEW, key_file=stick), 1)
    session.lock()
    with pytest.raises(FactorMissing, match="its key file"):
        sessions.unlock(session.path, NEW)
    with pytest.raises(WrongPassphrase):
        sessions.unlock(session.path, WayIn(PASSPHRASE, key_file=stick))
    (tmp_path / "other.key").write_text("not a key", encoding="utf-8")
    with pytest.raises(BadKeyFile):
        sessions.unlock(session.path, WayIn(NEW, key_file=tmp_path / "other.key"))
    sessions.unlock(session.path, WayIn(NEW, key_file=stick)).lock()


def test_a_key_file_given_where_none_is_asked_for_does_no_harm(session: Session, tmp_path: Path) -> None:
    stick = tmp_path / "stick.key"
    access.new_key_file(stick, session.path)
    session.lock()
    again = sessions.unlock(session.path, WayIn(PASSPHRASE, key_file=stick))
    again.open_sealed(WayIn(SEALED_PASSPHRASE, key_file=stick))
    again.lock()


def test_a_key_file_is_not_made_inside_the_vault(session: Session) -> None:
    with pytest.raises(BadValue):
        access.new_key_file(session.path / "stick.key", session.path)


def test_a_keyring_is_a_further_factor_and_never_the_only_thing_to_rely_on(session: Session) -> None:
    here = WayIn(NEW, keyrings=KEYRING)
    access.add_passphrase(session, PASSPHRASE, here, keyring=True)
    with pytest.raises(LastWayIn):
        access.remove(session, PASSPHRASE, 1)
    session.lock()

    sessions.unlock(session.path, here).lock()
    sessions.unlock(session.path, PASSPHRASE).lock()
    SmallKeyring.entries.clear()
    with pytest.raises(WrongPassphrase):
        sessions.unlock(session.path, here)


def test_on_another_computer_a_keyring_slot_says_what_is_missing(session: Session) -> None:
    here = WayIn(NEW, keyrings=KEYRING)
    access.add_passphrase(session, PASSPHRASE, here, keyring=True)
    offered = recovery.offer()
    recovery.keep(session, PASSPHRASE, offered, [offered.words[place - 1] for place in offered.asks])
    access.remove(session, PASSPHRASE, 1)
    session.lock()
    with pytest.raises(FactorMissing, match="keyring"):
        sessions.unlock(session.path, NEW)


def test_with_its_slot_the_entry_in_the_keyring_goes(session: Session) -> None:
    here = WayIn(NEW, keyrings=KEYRING)
    added = access.add_passphrase(session, PASSPHRASE, here, keyring=True)
    assert list(SmallKeyring.entries) == [(os_keyring.SERVICE, session.vault.vault_id)]
    access.remove(session, WayIn(PASSPHRASE, keyrings=KEYRING), added.change.written[0])
    assert not SmallKeyring.entries


@pytest.mark.parametrize("keyrings", [(), (small_keyring.ABSENT,), (small_keyring.FORGETFUL,)])
def test_a_keyring_that_cannot_be_relied_on_makes_no_slot(session: Session, keyrings: tuple[str, ...]) -> None:
    before = access.slots(session)
    with pytest.raises(KeyringUnavailable):
        access.add_passphrase(session, PASSPHRASE, WayIn(NEW, keyrings=keyrings), keyring=True)
    assert access.slots(session) == before


def test_a_sealed_slot_is_added_only_while_the_compartment_is_open(session: Session) -> None:
    with pytest.raises(SealedClosed):
        access.add_passphrase(session, PASSPHRASE, WayIn(NEW), opens=SEALED)
    session.open_sealed(SEALED_PASSPHRASE)
    added = access.add_passphrase(session, PASSPHRASE, WayIn(NEW), opens=SEALED)
    assert added.change.sealed
    session.close_sealed()
    session.open_sealed(NEW)


def test_a_code_counts_only_after_two_of_its_words_were_typed_back(session: Session) -> None:
    offered, before = recovery.offer(), access.slots(session)
    assert len(offered.words) == 24
    assert all(word not in repr(offered) for word in offered.words if len(word) > 5)
    with pytest.raises(WordsDiffer):
        recovery.keep(session, PASSPHRASE, offered, ["bir", "iki"])
    assert access.slots(session) == before
    typed = [offered.words[place - 1].upper() for place in offered.asks]
    with pytest.raises(WrongPassphrase):
        recovery.keep(session, NEW, offered, typed)
    change = recovery.keep(session, PASSPHRASE, offered, typed)
    assert not change.sealed
    assert recovery.compartments(session.path, WayIn(code=" ".join(offered.words))) == (MASTER,)


def test_whoever_lost_every_passphrase_comes_back_by_the_code(session: Session) -> None:
    session.open_sealed(SEALED_PASSPHRASE)
    offered = recovery.offer()
    code = WayIn(code="\n".join(f"{place}. {word}" for place, word in enumerate(offered.words, 1)))
    recovery.keep(session, PASSPHRASE, offered, [offered.words[place - 1] for place in offered.asks])
    session.lock()

    back, done = recovery.recover(session.path, code, NEW, new_sealed=NEW + " göy")
    assert done.change.sealed
    back.open_sealed(NEW + " göy")
    assert back.vault.record(HIDDEN_RECORD).body.text
    assert "recovered" in events(back)
    assert [dict(e.facts) for e in back.vault.ledger() if e.event == "unlocked"][-1] == {"by": "code"}
    back.lock()
    for old in (PASSPHRASE, SEALED_PASSPHRASE):
        with pytest.raises(WrongPassphrase):
            sessions.unlock(session.path, old)
    again = sessions.unlock(session.path, NEW)
    with pytest.raises(WrongSealedPassphrase):
        again.open_sealed(SEALED_PASSPHRASE)
    again.lock()


def test_another_vaults_code_and_a_misspelt_one_are_told_apart(session: Session) -> None:
    session.lock()
    with pytest.raises(WrongRecoveryCode):
        sessions.unlock(session.path, WayIn(code=" ".join(recovery.offer().words)))
    with pytest.raises(BadRecoveryCode):
        sessions.unlock(session.path, WayIn(code="bir iki üç"))
    with pytest.raises(WrongRecoveryCode):
        recovery.compartments(session.path, WayIn(code=" ".join(recovery.offer().words)))


def test_an_organisation_with_a_slot_opens_and_another_does_not(session: Session, tmp_path: Path) -> None:
    identity, card = card_of(tmp_path)
    added = access.add_organisation(session, PASSPHRASE, card)
    slot = access.slots(session.path)[-1]
    assert (added.name, slot.type, slot.recipient) == ("Ofis", "hpke", added.recipient)
    session.lock()
    office = sessions.unlock(session.path, WayIn(identity=identity))
    assert dict(office.vault.ledger()[-1].facts) == {"by": "organisation"}
    with pytest.raises(WrongIdentity):
        office.open_sealed(WayIn(identity=identity))
    office.lock()
    people.new_identity(tmp_path / "stranger.identity", "Yad", post_quantum=True)
    with pytest.raises(WrongIdentity):
        sessions.unlock(session.path, WayIn(identity=tmp_path / "stranger.identity"))
    back, done = recovery.recover(session.path, WayIn(identity=identity), NEW)
    assert not done.change.sealed
    back.open_sealed(SEALED_PASSPHRASE)
    back.lock()


def test_an_organisation_needs_a_post_quantum_key(session: Session, tmp_path: Path) -> None:
    _, card = card_of(tmp_path, post_quantum=False)
    with pytest.raises(WeakRecipient):
        access.add_organisation(session, PASSPHRASE, card)
    card.write_text(card.read_text(encoding="utf-8").replace("Ofis", "Oflaz"), encoding="utf-8")
    with pytest.raises(BadRecipient):
        access.add_organisation(session, PASSPHRASE, card)


def test_an_upgrade_is_offered_and_keeps_the_passphrase(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    assert access.upgrade_due(session) == ()
    monkeypatch.setattr(kdf, "NEW_FLOOR_ITERATIONS", 3)
    monkeypatch.setattr(kdf, "calibrate", lambda: kdf.KdfParams(kdf.OPEN_FLOOR_KIB, 3, 4, kdf.fresh_salt()))
    assert [slot.id for slot in access.upgrade_due(session)] == [1, 2]
    assert access.upgrade(session, PASSPHRASE).written == (1,)
    session.lock()
    sessions.unlock(session.path, PASSPHRASE).lock()


def test_a_drawn_passphrase_is_worth_its_words_and_refuses_nonsense() -> None:
    for language in ("en", "az", "ru"):
        judged = sessions.strength(access.generate(language, 6), minimum_words=5)
        assert judged.acceptable
    with pytest.raises(BadValue):
        access.generate("tlh")
    with pytest.raises(BadValue):
        access.generate("en", 0)


def test_the_policy_says_how_many_words_a_passphrase_must_be_worth(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('format = "fieldnotes-policy/1"\nid = "x"\nversion = 1\n[kdf]\nmin_words = 6\n', encoding="utf-8")
    assert access.policy_minimum(policy) == 6
    assert access.policy_minimum(None) == 0


def test_what_is_held_to_open_a_vault_never_prints_its_secrets(tmp_path: Path) -> None:
    shown = repr(WayIn(NEW, key_file=tmp_path / "stick.key", code="alma armud"))
    assert not any(word in shown for word in (NEW, "alma", "stick"))


def test_a_copy_from_before_still_opens_with_what_was_removed(session: Session, tmp_path: Path) -> None:
    """What the product says of every change: older copies are out of its reach."""
    copy = tmp_path / "copy.fieldnotes"
    shutil.copytree(session.path, copy)
    access.change_passphrase(session, PASSPHRASE, NEW)
    sessions.unlock(copy, PASSPHRASE).lock()

"""What a policy says of bundles, backups, marks and ways in is kept, whoever asks and by whatever way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from fieldnotes import clock
from fieldnotes.crypto.age import header as age_header
from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import BundleExpired, PolicyForbids, RecipientUnpinned, SecondNeeded
from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.services import access, backup, backup_schedule, pages, policy, receive, share, write
from fieldnotes.services import session as sessions
from fieldnotes.services.preparing import How
from fieldnotes.services.sending import Envelope
from fieldnotes.services.session import Session
from fieldnotes.services.views import Receipt
from fieldnotes.vault.slots.slots import MASTER
from tests.helpers.leads import Lead
from tests.helpers.vaults import PASSPHRASE, SEALED_PASSPHRASE, master_vault, vault_path

__all__ = ["master_vault", "vault_path"]

CASE, RECORD = "C-001", "T-001"


@pytest.fixture
def lead() -> Lead:
    return Lead()


@pytest.fixture
def reader() -> Identity:
    return Identity.generate("Redaktor Solmaz")


@pytest.fixture
def session(vault_path: Path) -> Iterator[Session]:
    opened = sessions.unlock(vault_path, PASSPHRASE)
    opened.open_sealed(SEALED_PASSPHRASE)
    yield opened
    opened.lock()


@pytest.fixture
def elsewhere(session: Session) -> Path:
    """A folder of another volume than the vault's; there is one on Linux, whose memory is a disk."""
    place = Path("/dev/shm")
    if not place.is_dir() or place.stat().st_dev == session.path.stat().st_dev:
        pytest.skip("there is only one volume here")
    return place


def install(session: Session, lead: Lead, folder: Path, lines: str) -> None:
    policy.install(session, PASSPHRASE, lead.writes(folder, lines), words=" ".join(lead.signs().words))


def export(session: Session, to: str, out: Path, *, compared: bool = False) -> Receipt:
    how = How(accept_suggestions="iki nəfər baxdı", compared=compared)
    session.reauthenticate(SEALED_PASSPHRASE)
    return share.export(session, CASE, Audience.INTERNAL, to=[to], out=out, how=how)


def terms(session: Session) -> list[dict[str, object]]:
    return [dict(entry.facts) for entry in session.vault.ledger() if entry.event == "export-terms"]


# --- bundles ----------------------------------------------------------------------------------------------------------


def test_a_bundle_goes_only_to_cards_whose_words_were_compared(
    session: Session, lead: Lead, reader: Identity, tmp_path: Path
) -> None:
    install(session, lead, tmp_path, "[export]\nrecipients_pinned = true\n")
    card, bare = reader.card().text, reader.recipients[0]
    for to, compared in ((card, False), (bare, False), (bare, True)):
        with pytest.raises(RecipientUnpinned):
            export(session, to, tmp_path / "x.age", compared=compared)
    assert not (tmp_path / "x.age").exists()
    export(session, card, tmp_path / "first.age", compared=True)
    export(session, card, tmp_path / "second.age")  # the comparison is remembered
    export(session, bare, tmp_path / "third.age")
    with pytest.raises(RecipientUnpinned):
        export(session, Identity.generate("Başqası").card().text, tmp_path / "x.age")
    assert [one["pinned"] for one in terms(session)] == [1, 1, 1]


def test_who_was_compared_is_known_after_the_next_unlocking(
    session: Session, lead: Lead, reader: Identity, tmp_path: Path
) -> None:
    export(session, reader.card().text, tmp_path / "first.age", compared=True)
    known = session.vault.policy.pinned
    session.lock()
    again = sessions.unlock(session.path, PASSPHRASE)
    assert len(known) == 1
    assert again.vault.policy.pinned == known
    again.lock()


def test_a_bundle_seems_to_be_for_as_many_keys_as_the_policy_says(
    session: Session, lead: Lead, reader: Identity, tmp_path: Path
) -> None:
    install(session, lead, tmp_path, "[export]\ndummy_stanzas_to = 9\n")
    export(session, reader.card().text, tmp_path / "x.age", compared=True)
    assert len(age_header.parse((tmp_path / "x.age").read_bytes()).stanzas) == 9
    assert terms(session)[0]["shown"] == 9


def test_a_bundle_expires_and_is_opened_after_that_on_request_only(
    session: Session, lead: Lead, reader: Identity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(session, lead, tmp_path, "[export]\nttl_days = 30\n")
    file, identity = tmp_path / "x.age", tmp_path / "me.identity"
    export(session, reader.card().text, file, compared=True)
    identity.write_text(reader.to_text(), encoding="utf-8")
    last = clock.today() + timedelta(days=30)
    assert receive.open_bundle(file, identity=identity).manifest.expires == last.isoformat()
    monkeypatch.setattr(clock, "today", lambda: date.fromordinal(last.toordinal() + 1))
    with pytest.raises(BundleExpired) as caught:
        receive.open_bundle(file, identity=identity)
    assert caught.value.params["day"] == last.isoformat()
    opened = receive.open_bundle(file, identity=identity, even_expired=True)
    assert receive.has_expired(opened)


def test_a_reason_is_asked_for_and_kept_where_the_policy_says(
    session: Session, lead: Lead, reader: Identity, tmp_path: Path
) -> None:
    install(session, lead, tmp_path, "[export]\nreason = 'required'\n")
    with pytest.raises(PolicyForbids):
        export(session, reader.card().text, tmp_path / "x.age", compared=True)
    session.reauthenticate(SEALED_PASSPHRASE)
    with pytest.raises(PolicyForbids):
        pages.page(session, CASE, Audience.INTERNAL)
    how = How(accept_suggestions="baxıldı", compared=True, envelope=Envelope(reason="məhkəmə üçün"))
    share.export(session, CASE, Audience.INTERNAL, to=[reader.card().text], out=tmp_path / "x.age", how=how)
    assert session.vault.releases()[0].reason == "məhkəmə üçün"
    assert not [entry for entry in session.vault.ledger() if "məhkəmə" in str(entry.facts)]


def test_without_a_policy_a_bundle_never_expires(session: Session, reader: Identity, tmp_path: Path) -> None:
    export(session, reader.card().text, tmp_path / "x.age", compared=True)
    identity = tmp_path / "me.identity"
    identity.write_text(reader.to_text(), encoding="utf-8")
    opened = receive.open_bundle(tmp_path / "x.age", identity=identity)
    assert (opened.manifest.expires, receive.has_expired(opened), terms(session)) == ("", False, [])


@pytest.mark.parametrize("line", ["recipients_pinned = true", "ttl_days = 30", "min_recipients = 2"])
def test_nothing_is_read_out_in_the_clear_where_readers_or_an_end_are_asked_for(
    session: Session, lead: Lead, tmp_path: Path, line: str
) -> None:
    install(session, lead, tmp_path, f"[export]\n{line}\n")
    with pytest.raises(PolicyForbids) as caught:
        pages.page(session, CASE, Audience.INTERNAL)
    assert caught.value.params["line"] == f"export.{line.split(maxsplit=1)[0]}"


# --- marks ------------------------------------------------------------------------------------------------------------


def test_a_passage_is_lowered_by_two_people_too(session: Session, lead: Lead, tmp_path: Path) -> None:
    install(session, lead, tmp_path, "[levels]\nlower_requires = 'reason+second'\n")
    quote = "2016-cı ildə"
    write.mark(session, RECORD, quote=quote, level=Level.INTERNAL)
    with pytest.raises(SecondNeeded):
        write.mark(session, RECORD, quote=quote, level=Level.PUBLIC, reason="il məlumdur")
    write.mark(session, RECORD, quote=quote, level=Level.PUBLIC, reason="il məlumdur", second="Rübabə")
    (passage,) = session.vault.record(RECORD).body.passages
    assert passage.level is Level.PUBLIC


def test_the_window_is_told_at_what_to_lock_and_that_two_lower(session: Session, lead: Lead, tmp_path: Path) -> None:
    lines = "[levels]\nlower_requires = 'reason+second'\n[lock]\non = ['suspend', 'lid']\n"
    install(session, lead, tmp_path, lines)
    found = policy.limits(session)
    assert (found.lock_on, found.two_to_lower) == (("suspend", "lid"), True)


# --- backups and ways in ----------------------------------------------------------------------------------------------


def test_no_backup_is_made_on_the_vaults_own_volume(
    session: Session, lead: Lead, tmp_path: Path, elsewhere: Path
) -> None:
    install(session, lead, tmp_path, "[backup]\nlocation = 'other-volume'\n")
    place = tmp_path / "copies"
    place.mkdir()
    for refused in (
        lambda: backup.make(session, place),
        lambda: backup_schedule.set_schedule(session, place, every_days=7),
    ):
        with pytest.raises(PolicyForbids) as caught:
            refused()
        assert caught.value.params["line"] == "backup.location"
    assert list(place.iterdir()) == []
    session.vault.backups.check_place(elsewhere)


def test_a_backup_is_made_for_lack_of_a_key_and_says_so(session: Session, lead: Lead, tmp_path: Path) -> None:
    install(session, lead, tmp_path, f'[backup]\nrecipients = ["{lead.recipient}"]\n')
    place = tmp_path / "copies"
    place.mkdir()
    assert any("1 key more" in hint for hint in backup.make(session, place).hints)
    access.add_organisation(session, PASSPHRASE, lead.card(tmp_path))
    assert not any("key more" in hint for hint in backup.hints(session, place))
    slots = {one.id for one in access.slots(session) if one.type == "hpke" and one.opens == MASTER}
    with pytest.raises(PolicyForbids):
        access.remove(session, PASSPHRASE, slots.pop())


def test_no_single_key_outside_is_let_in_where_it_takes_two_people(
    session: Session, lead: Lead, tmp_path: Path
) -> None:
    install(session, lead, tmp_path, "[recovery]\ntwo_person = true\n")
    with pytest.raises(PolicyForbids) as caught:
        access.add_organisation(session, PASSPHRASE, lead.card(tmp_path))
    assert caught.value.params["line"] == "recovery.two_person"

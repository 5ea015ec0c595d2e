"""The policy as its people use it: the lead signs, the owner compares words and installs, everybody can read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.crypto import sign
from fieldnotes.errors import (
    BadPolicy,
    BadValue,
    ErasingForbidden,
    NothingToExport,
    PassphraseGuessable,
    PolicyForbids,
    PolicyRefused,
    SignerUnconfirmed,
    WrongPassphrase,
)
from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.services import access, backup_schedule, care, check, erase, policy, recovery, sealed, share
from fieldnotes.services import session as sessions
from fieldnotes.services.cards import load_card
from fieldnotes.services.policy import Met, PolicyView
from fieldnotes.services.session import Session
from fieldnotes.services.way_in import WayIn
from tests.helpers.cheap_slots import cheap_floor
from tests.helpers.leads import Lead
from tests.helpers.vaults import (
    PASSPHRASE,
    SEALED_PASSPHRASE,
    cheap_kdf,
    master_vault,
    vault_path,
)

__all__ = ["cheap_floor", "master_vault", "vault_path"]

STRICT = "[kdf]\nmin_words = 8\n"
NEW = "külək dəmir sandıq beş armud"


@pytest.fixture
def lead() -> Lead:
    return Lead()


@pytest.fixture
def session(vault_path: Path) -> Iterator[Session]:
    opened = sessions.unlock(vault_path, PASSPHRASE)
    opened.open_sealed(SEALED_PASSPHRASE)
    yield opened
    opened.lock()


def install(session: Session, lead: Lead, folder: Path, lines: str = "", *, version: int = 1, head: str = "") -> None:
    file = lead.writes(folder, lines, version=version, head=head)
    policy.install(session, PASSPHRASE, file, words=" ".join(lead.signs().words))


def met(view: PolicyView | None) -> dict[str, Met]:
    assert view is not None
    return {one.line: one.met for one in view.demands}


# --- signing and installing -------------------------------------------------------------------------------------------


def test_the_lead_signs_a_file_and_anybody_can_read_whose_it_is(lead: Lead, tmp_path: Path) -> None:
    file, identity = tmp_path / "office.toml", tmp_path / "lead.identity"
    file.write_bytes(lead.text(STRICT))
    identity.write_text(lead.identity.to_text(), encoding="utf-8")
    made = policy.sign(file, identity)
    found = policy.check(file, card=lead.card(tmp_path))
    assert made == found
    assert (found.id, found.version, found.words) == ("ex-2026", 1, load_card(lead.card(tmp_path)).words)
    assert policy.check(file, key=found.key) == found


def test_a_policy_of_somebody_else_or_of_nobody_is_no_checked_policy(lead: Lead, tmp_path: Path) -> None:
    file = lead.writes(tmp_path, STRICT)
    stranger = Lead()
    for key in (sign.public_key_line(stranger.signs().key), "?"):
        with pytest.raises(BadPolicy):
            policy.check(file, key=key)
    with pytest.raises(BadPolicy):
        policy.check(file, card=stranger.card(tmp_path))
    file.with_name(file.name + ".minisig").unlink()
    with pytest.raises(BadPolicy):
        policy.check(file)
    shown = policy.show(file)
    assert shown is not None
    assert shown.words == ()


def test_the_first_policy_is_installed_once_its_words_were_compared(
    session: Session, lead: Lead, tmp_path: Path
) -> None:
    file = lead.writes(tmp_path, STRICT)
    assert policy.needs_confirming(session, file)
    for words in ("", "eight other words that nobody said to anybody"):
        with pytest.raises(SignerUnconfirmed):
            policy.install(session, PASSPHRASE, file, words=words)
    with pytest.raises(WrongPassphrase):
        policy.install(session, "yanlış söz, yanlış gün", file, words=" ".join(lead.signs().words))
    assert session.vault.policy.signed is None
    done = policy.install(session, PASSPHRASE, file, words="  ".join(lead.signs().words).upper())
    assert done.changed
    assert policy.show(session.path) is not None


def test_a_card_that_was_compared_before_stands_for_the_words(session: Session, lead: Lead, tmp_path: Path) -> None:
    file = lead.writes(tmp_path, STRICT)
    with pytest.raises(SignerUnconfirmed):
        policy.install(session, PASSPHRASE, file, card=Lead().card(tmp_path))
    assert policy.install(session, PASSPHRASE, file, card=lead.card(tmp_path)).changed


def test_a_newer_one_of_the_same_signer_needs_no_words(session: Session, lead: Lead, tmp_path: Path) -> None:
    install(session, lead, tmp_path, STRICT)
    newer = lead.writes(tmp_path, version=2)
    assert not policy.needs_confirming(session, newer)
    assert policy.install(session, PASSPHRASE, newer).changed
    assert not policy.install(session, PASSPHRASE, newer).changed


def test_a_stranger_is_refused_whatever_words_were_typed(session: Session, lead: Lead, tmp_path: Path) -> None:
    install(session, lead, tmp_path, STRICT)
    stranger = Lead()
    file = stranger.writes(tmp_path, version=9)
    assert policy.needs_confirming(session, file)
    with pytest.raises(PolicyRefused):
        policy.install(session, PASSPHRASE, file, words=" ".join(stranger.signs().words))


# --- shown ------------------------------------------------------------------------------------------------------------


def test_every_demand_is_a_sentence_that_is_met_or_not(session: Session, lead: Lead, tmp_path: Path) -> None:
    lines = "[kdf]\nmin_memory_mib = 512\n[erase]\nlevel_keys = 'forbidden'\n[clipboard]\nclear_s = 10\n"
    install(
        session,
        lead,
        tmp_path,
        lines + "[crypto]\nmin_sqlcipher = '4.17'\nadvisories_max_age_days = 90\n" + lead.sealing,
    )
    view = policy.look(session)
    assert met(view) == {
        "kdf.min_memory_mib": Met.NO,
        "erase.level_keys": Met.KEPT,
        "clipboard.clear_s": Met.KEPT,
        "crypto.min_sqlcipher": Met.YES,
        "crypto.advisories_max_age_days": Met.YES,
        "seal.recipients": Met.NO,
    }
    assert view is not None
    assert view.demands[0].measured == "2 of 2 passphrase slots below the limit"
    assert (len(view.cautions), view.names_are_here) == (1, True)
    assert view.unanswered == ()


def test_an_expired_policy_is_told_at_every_unlocking_and_its_limits_stay(
    session: Session, lead: Lead, tmp_path: Path
) -> None:
    assert care.greeting(session).notices == ()
    install(session, lead, tmp_path, STRICT, head="expires = 2020-01-01\n")
    (told,) = care.greeting(session).notices
    assert "expired on 2020-01-01" in told
    assert access.least_words(session) == 8
    assert access.least_words(session.path) == 8


def test_without_a_policy_there_is_nothing_to_show(session: Session) -> None:
    assert policy.look(session) is None
    assert policy.show(session.path) is None
    assert policy.limits(session) == policy.Limits(None, None, None, 0)


def test_the_window_is_told_what_it_has_to_keep(session: Session, lead: Lead, tmp_path: Path) -> None:
    lines = "[lock]\nidle_s = 120\n[clipboard]\nclear_s = 5\n[levels]\nprotected_idle_s = 30\n"
    install(session, lead, tmp_path, lines + STRICT)
    assert policy.limits(session) == policy.Limits(120, 30, 5, 8)


def test_an_audit_is_held_to_the_vaults_own_policy(session: Session, lead: Lead, tmp_path: Path) -> None:
    install(session, lead, tmp_path, "[kdf]\nmin_memory_mib = 1024\n[audit]\nfail_on = 'medium'\n")
    report = check.audit(session.path)
    (found,) = [one for one in report.findings if one.id == "H02"]
    assert (report.policy.split(" sha256")[0], found.policy, report.fail_on) == (
        *("ex-2026 version 1", ("kdf.min_memory_mib",)),
        "medium",
    )
    assert check.exit_code(report) == 1
    assert "asked for by the policy: kdf.min_memory_mib" in check.render(report, "text")
    assert "kdf.min_memory_mib" in check.render(report, "html")


# --- kept -------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("cheap_floor")
def test_a_new_passphrase_is_worth_as_many_words_as_the_policy_asks_for(
    session: Session, lead: Lead, tmp_path: Path
) -> None:
    install(session, lead, tmp_path, STRICT)
    with pytest.raises(PassphraseGuessable) as caught:
        access.change_passphrase(session, PASSPHRASE, NEW)
    assert caught.value.params["words"] == 8
    access.change_passphrase(session, PASSPHRASE, access.generate("az", 8))
    code = recovery.offer()
    code.code.wipe()
    with pytest.raises(PassphraseGuessable):
        recovery.recover(session.path, WayIn(code=" ".join(code.words)), NEW)


@pytest.mark.usefixtures("cheap_floor")
def test_a_new_slot_costs_what_the_policy_asks_for(session: Session, lead: Lead, tmp_path: Path) -> None:
    install(session, lead, tmp_path, "[kdf]\nmin_iterations = 3\nlanes = 4\n")
    with pytest.raises(BadValue):
        access.change_passphrase(session, PASSPHRASE, NEW, params=cheap_kdf())
    access.change_passphrase(session, PASSPHRASE, NEW)
    (first, _) = access.slots(session)
    assert first.kdf is not None
    assert (first.kdf.memory_kib, first.kdf.iterations) == (cheap_kdf().memory_kib, 3)


def test_whole_levels_are_not_erased(session: Session, lead: Lead, tmp_path: Path) -> None:
    assert not erase.plan_erasing(session, [Level.INTERNAL]).forbidden
    install(session, lead, tmp_path, "[erase]\nlevel_keys = 'forbidden'\n")
    plan = erase.plan_erasing(session, [Level.INTERNAL])
    assert plan.forbidden
    with pytest.raises(ErasingForbidden):
        erase.erase_levels(session, plan.levels, plan.phrase, without_backup=True)


def test_backups_are_not_scheduled_farther_apart_than_the_policy_allows(
    session: Session, lead: Lead, tmp_path: Path
) -> None:
    backup_schedule.set_schedule(session, tmp_path, every_days=30)
    install(session, lead, tmp_path, "[backup]\nmax_age_days = 7\n")
    with pytest.raises(BadValue) as caught:
        backup_schedule.set_schedule(session, tmp_path, every_days=8)
    assert caught.value.params["allowed"] == "0 to 7"
    backup_schedule.set_schedule(session, tmp_path, every_days=7)


def test_records_above_the_policys_level_do_not_leave(session: Session, lead: Lead, tmp_path: Path) -> None:
    session.vault.set_level("T-001", Level.INTERNAL)
    address = lead.recipient
    assert share.preview(session, "C-001", Audience.INTERNAL).records[0].included
    install(session, lead, tmp_path, "[export]\nmax_level = 'ANONYMOUS'\nmin_recipients = 2\n")
    (reason,) = share.preview(session, "C-001", Audience.INTERNAL).records[0].reasons
    assert (reason.code, "ANONYMOUS" in reason.text) == ("policy", True)
    with pytest.raises(PolicyForbids):
        share.export(session, "C-001", Audience.INTERNAL, to=[address], out=tmp_path / "x.age")
    second = Lead().recipient
    with pytest.raises(NothingToExport):
        share.export(session, "C-001", Audience.INTERNAL, to=[address, second], out=tmp_path / "x.age")


def test_sealed_material_is_sent_to_the_policys_recipients_without_a_card(
    session: Session, lead: Lead, tmp_path: Path
) -> None:
    install(session, lead, tmp_path, lead.sealing)
    assert met(policy.look(session))["seal.recipients"] is Met.NO
    with pytest.raises(PolicyForbids):
        sealed.send_away(session, [Lead().card(tmp_path)])
    found = sealed.send_away(session)
    assert (found.is_here, found.recipients) == (False, (lead.recipient,))
    view = policy.look(session)
    assert met(view)["seal.recipients"] is Met.YES
    assert view is not None
    assert view.cautions == ()

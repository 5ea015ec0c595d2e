"""Lines of a policy that an audit answers: each is really broken, and found with the name of its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.audit.check import Check
from fieldnotes.audit.checks import (
    a08_lock_events,
    b05_backup_place,
    b06_backup_readers,
    d02_openssl,
    e02_exports,
    h10_two_people,
    l04_lowerings,
    v11_least_levels,
    v14_new_records,
)
from fieldnotes.audit.context import Context
from fieldnotes.audit.owner import Owner
from fieldnotes.audit.policy import Demands, demands
from fieldnotes.audit.probes.process import Process
from fieldnotes.audit.runner import run_external, run_owner
from fieldnotes.crypto import selftest
from fieldnotes.model.audit import Mode, Running, Status
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.policy.limits import BUILT_IN
from fieldnotes.progress import Watch
from fieldnotes.vault.connection import engine
from fieldnotes.vault.records import records
from fieldnotes.vault.records.demanded import LOWERED
from fieldnotes.vault.slots.slots import MASTER
from fieldnotes.vault.vault import Vault
from tests.helpers.leads import Lead

WHY = "mənbə özü razılaşdı"
LINES = {
    "V11": "[levels.fields]\n'testimony.body' = 'INTERNAL'\n",
    "V14": "[levels]\ndefault = 'INTERNAL'\n",
    "L04": "[levels]\nlower_requires = 'reason+second'\n",
    "E02": "[export]\nrecipients_pinned = true\nttl_days = 30\ndummy_stanzas_to = 6\n",
    "H10": "[recovery]\ntwo_person = true\n",
    "A08": "[lock]\non = ['suspend', 'lid']\n",
    "B05": "[backup]\nlocation = 'other-volume'\n",
    "B06": "",
    "D01": "[crypto]\nadvisories_max_age_days = 90\n",
    "D02": "[crypto]\nmin_openssl = { '3.0' = '3.0.1' }\n",
}


@pytest.fixture
def lead() -> Lead:
    return Lead()


@pytest.fixture
def held(vault: Vault, lead: Lead) -> Callable[[str], Context]:
    """The owner's vault with the lines installed that a check answers."""

    def install(check: str) -> Context:
        lines = LINES[check] or f'[backup]\nrecipients = ["{lead.recipient}"]\n'
        vault.policy.install(lead.signs(lines))
        return Context(vault.path, Process(), demands=demands(vault.path), owner=Owner(vault))

    return install


def fresh(context: Context, vault: Vault) -> Context:
    return replace(context, owner=Owner(vault))


def add(vault: Vault, level: Level) -> None:
    card = Card(title="Bazar günü")
    vault.add_record("C-001", kind=Kind.TESTIMONY, level=level, card=card, body=Body.of("Bazar bağlı idi."))


@pytest.mark.parametrize("check", LINES)
def test_every_line_is_named_by_the_finding_that_answers_it(check: str, lead: Lead, vault: Vault) -> None:
    lines = LINES[check] or f'[backup]\nrecipients = ["{lead.recipient}"]\n'
    signed = lead.signs(lines)
    vault.policy.install(signed)
    (found,) = run_owner(vault, vault.path, only=[check]).findings
    assert found.policy == tuple(line for line, _ in signed.policy.lines)
    assert found.status is not Status.NOT_APPLICABLE
    (outside,) = run_external(vault.path, only=[check]).findings
    assert (outside.status is Status.UNKNOWN) is (found.mode is not Mode.EXTERNAL)


def test_without_a_policy_none_of_them_applies(vault: Vault) -> None:
    found = run_owner(vault, vault.path, only=set(LINES) - {"D01"}).findings
    assert {one.status for one in found} == {Status.NOT_APPLICABLE}


def test_levels_below_those_of_their_kind_are_counted(held: Callable[[str], Context], vault: Vault) -> None:
    context = held("V11")
    found = v11_least_levels.run(context)
    assert (found.status, found.evidence) == (Status.FAIL, ("testimony.body: 1",))
    public = next(row.code for row in vault.rows() if row.level is Level.PUBLIC)
    vault.set_level(public, Level.INTERNAL)
    assert v11_least_levels.run(fresh(context, vault)).status is Status.PASS


def test_a_record_that_another_program_began_too_low_is_found(held: Callable[[str], Context], vault: Vault) -> None:
    context = held("V14")
    add(vault, Level.PUBLIC)
    assert v14_new_records.run(context).status is Status.PASS
    body = Body.of("Başqa proqram.")
    records.add(vault._store, "C-001", kind=Kind.NOTE, level=Level.PUBLIC, card=Card(title="Qeyd"), body=body)
    found = v14_new_records.run(fresh(context, vault))
    assert (found.status, found.measured) == (
        Status.FAIL,
        "2 added since the policy was installed, 1 of them below",
    )


def test_a_level_that_one_person_lowered_is_found(held: Callable[[str], Context], vault: Vault) -> None:
    context = held("L04")
    code = next(row.code for row in vault.rows() if row.level is Level.INTERNAL)
    vault.set_level(code, Level.ROLE, reason=WHY, second="Rübabə")
    assert l04_lowerings.run(context).status is Status.PASS
    vault.append_ledger("level", old="ROLE", new="PUBLIC")
    found = l04_lowerings.run(fresh(context, vault))
    assert (found.status, found.measured) == (
        Status.WARN,
        "2 lowered since the policy was installed, 1 of them without",
    )


@pytest.mark.parametrize(("given", "status"), [("reason+second", Status.PASS), ("reason", Status.WARN)])
def test_a_lowering_needs_what_the_policy_asks_for_and_no_more(
    held: Callable[[str], Context], vault: Vault, given: str, status: Status
) -> None:
    context = held("L04")
    vault.append_ledger("level", old="ROLE", new="PUBLIC")
    vault.append_ledger(LOWERED, given=given)
    assert l04_lowerings.run(fresh(context, vault)).status is status


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"expires": "2031-01-01", "shown": 6, "pinned": 1}, Status.PASS),
        ({"expires": "", "shown": 6, "pinned": 1}, Status.FAIL),
        ({"expires": "2031-01-01", "shown": 4, "pinned": 1}, Status.FAIL),
        ({"expires": "2031-01-01", "shown": 6, "pinned": 0}, Status.FAIL),
        ({}, Status.FAIL),
    ],
)
def test_a_bundle_that_left_under_other_terms_is_found(
    held: Callable[[str], Context], vault: Vault, facts: dict[str, str | int], status: Status
) -> None:
    vault.append_ledger("export", bundle="aa00")  # before the policy: under no terms
    context = held("E02")
    vault.append_ledger("export", bundle="bb11")
    if facts:
        vault.append_ledger("export-terms", bundle="bb11", **facts)
    found = e02_exports.run(fresh(context, vault))
    assert found.status is status
    assert found.measured.startswith("1 left since the policy was installed")


def test_one_key_outside_that_opens_the_vault_is_found(
    held: Callable[[str], Context], vault: Vault, lead: Lead
) -> None:
    vault.key_slots.add_organisation(lead.recipient, [MASTER])
    context = held("H10")
    found = h10_two_people.run(context)
    assert (found.status, found.measured) == (Status.FAIL, "1 keys outside open it, each alone")
    vault.key_slots.remove(max(slot.id for slot in vault.key_slots.all()))
    assert h10_two_people.run(context).status is Status.PASS


def test_an_event_that_the_desktop_does_not_tell_of_is_found(held: Callable[[str], Context]) -> None:
    context = held("A08")
    assert a08_lock_events.run(context).status is Status.UNKNOWN
    both, one = (Running(locks_on=frozenset(events)) for events in (("suspend", "lid"), ("suspend",)))
    assert a08_lock_events.run(replace(context, running=both)).status is Status.PASS
    found = a08_lock_events.run(replace(context, running=one))
    assert (found.status, found.measured) == (Status.FAIL, "not noticed here: lid")


def test_a_backup_on_the_vaults_volume_is_found(held: Callable[[str], Context], vault: Vault, tmp_path: Path) -> None:
    place = tmp_path / "copies"
    place.mkdir()
    vault.backups.make(place, Watch())
    context = held("B05")
    found = b05_backup_place.run(context)
    assert (found.status, found.measured.split(",")[0]) == (Status.FAIL, "1 of 1 are on the vault's volume")
    place.rename(tmp_path / "taken-out")
    assert b05_backup_place.run(fresh(context, vault)).status is Status.PASS


@pytest.mark.parametrize("check", [b05_backup_place, b06_backup_readers])
def test_a_vault_without_backups_does_not_pass(check: Check, held: Callable[[str], Context]) -> None:
    assert check.run(held(check.ID)).status is Status.UNKNOWN


def test_a_backup_that_the_organisation_cannot_open_is_found(
    held: Callable[[str], Context], vault: Vault, lead: Lead, tmp_path: Path
) -> None:
    context = held("B06")
    first, second = tmp_path / "first", tmp_path / "second"
    for place, status in ((first, Status.FAIL), (second, Status.WARN)):
        place.mkdir()
        vault.backups.make(place, Watch())
        assert b06_backup_readers.run(fresh(context, vault)).status is status
        if place is first:
            vault.key_slots.add_organisation(lead.recipient, [MASTER])
    first.rename(tmp_path / "gone")
    assert b06_backup_readers.run(fresh(context, vault)).status is Status.PASS


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ("{ '3.0' = '3.0.1' }", Status.PASS),
        ("{ '9.0' = '9.0.0' }", Status.FAIL),
        ("{ 'OWN' = 'OWN.99' }", Status.FAIL),
    ],
)
def test_an_openssl_older_than_the_policys_is_found(vault: Vault, lead: Lead, lines: str, status: Status) -> None:
    own = ".".join(selftest.library().split()[1].split(".")[:2])
    vault.policy.install(lead.signs(f"[crypto]\nmin_openssl = {lines.replace('OWN', own)}\n"))
    context = Context(vault.path, Process(), demands=demands(vault.path), owner=Owner(vault))
    assert d02_openssl.run(context).status is status


def test_each_copy_of_openssl_is_held_to_its_own_branch(vault: Vault) -> None:
    copies = {tuple(map(int, text.split()[1].split("."))) for text in (selftest.library(), engine()[1])}
    exactly = {version[:2]: version for version in copies}

    def status(wanted: dict[tuple[int, ...], tuple[int, ...]]) -> Status:
        held_to = Demands(replace(BUILT_IN, min_openssl=tuple(wanted.items())))
        return d02_openssl.run(Context(vault.path, Process(), demands=held_to)).status

    assert status(exactly) is Status.PASS
    for branch, (major, minor, patch) in exactly.items():
        assert status({**exactly, branch: (major, minor, patch + 1)}) is Status.FAIL
    assert status({(1, 1): (1, 1, 1)}) is Status.PASS  # both are of newer branches
    assert status({(99, 0): (99, 0, 0)}) is Status.FAIL
    assert status({}) is Status.NOT_APPLICABLE

"""Levels are what the policy lets them be, whoever calls the vault: raised when new, refused when too low."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fieldnotes.errors import PolicyForbids, ReasonNeeded, SealedClosed, SecondNeeded
from fieldnotes.model.level import Level
from fieldnotes.model.register import EntityType, Identity, Role
from fieldnotes.vault.vault import Vault
from tests.helpers.leads import Lead
from tests.helpers.vaults import OPEN_RECORD, SOURCE, add_testimony

WHY, SECOND = "mənbə özü razılaşdı", "Rübabə"


def demand(vault: Vault, lines: str) -> None:
    vault.policy.install(Lead().signs(lines))


def given(vault: Vault) -> list[object]:
    return [entry.facts["given"] for entry in vault.ledger() if entry.event == "lowering"]


def test_a_new_record_is_raised_to_the_policys_level_and_a_higher_one_stays(sealed_vault: Vault) -> None:
    demand(sealed_vault, "[levels]\ndefault = 'ANONYMOUS'\n")
    low = add_testimony(sealed_vault, "Açıq", "Bu hamıya məlumdur.", level=Level.PUBLIC)
    high = add_testimony(sealed_vault, "Gizli", "Bunu heç kim bilmir.", level=Level.SEALED)
    assert (sealed_vault.row(low).level, sealed_vault.row(high).level) == (Level.ANONYMOUS, Level.SEALED)


def test_each_kind_has_a_least_level_of_its_own(sealed_vault: Vault) -> None:
    demand(sealed_vault, "[levels.fields]\n'testimony.body' = 'INTERNAL'\n'person.name' = 'ANONYMOUS'\n")
    assert sealed_vault.row(add_testimony(sealed_vault, "Açıq", "Gəldi.", level=Level.PUBLIC)).level is Level.INTERNAL
    person, place = (
        sealed_vault.add_entry(type=kind, role=Role.OTHER, level=Level.PUBLIC, identity=Identity(name))[0]
        for kind, name in ((EntityType.PERSON, "Fəridə Qoçqarlı"), (EntityType.PLACE, "Yuxarı Dəhnə"))
    )
    assert (person.level, place.level) == (Level.ANONYMOUS, Level.PUBLIC)


def test_nothing_is_lowered_below_the_least_level_of_its_kind(sealed_vault: Vault) -> None:
    demand(sealed_vault, "[levels.fields]\n'testimony.body' = 'ANONYMOUS'\n'person.name' = 'ANONYMOUS'\n")
    attempts: tuple[Callable[[], object], ...] = (
        lambda: sealed_vault.set_level(OPEN_RECORD, Level.ROLE, reason=WHY),
        lambda: sealed_vault.change_entry(SOURCE, level=Level.PUBLIC, reason=WHY),
    )
    for refused in attempts:
        with pytest.raises(PolicyForbids) as caught:
            refused()
        assert str(caught.value.params["line"]).startswith("levels.fields.")
    sealed_vault.set_level(OPEN_RECORD, Level.ANONYMOUS, reason=WHY)
    assert sealed_vault.row(OPEN_RECORD).level is Level.ANONYMOUS


def test_two_people_lower_a_level_and_both_are_told(vault: Vault) -> None:
    demand(vault, "[levels]\nlower_requires = 'reason+second'\n")
    with pytest.raises(ReasonNeeded):
        vault.set_level(OPEN_RECORD, Level.ROLE, second=SECOND)
    with pytest.raises(SecondNeeded):
        vault.set_level(OPEN_RECORD, Level.ROLE, reason=WHY, second="  ")
    with pytest.raises(SecondNeeded):
        vault.change_entry(SOURCE, level=Level.PUBLIC, reason=WHY)
    vault.set_level(OPEN_RECORD, Level.ROLE, reason=WHY, second=SECOND)
    assert vault.level_changes(OPEN_RECORD)[-1].reason == f"{WHY}\n+ {SECOND}"
    vault.change_entry(SOURCE, level=Level.PUBLIC, reason=WHY, second=SECOND)
    vault.set_level(OPEN_RECORD, Level.INTERNAL)
    assert given(vault) == ["reason+second"] * 2
    assert all(SECOND not in str(entry.facts) for entry in vault.ledger())


def test_a_level_is_lowered_while_the_sealed_compartment_is_open_only(vault: Vault, sealed_vault: Vault) -> None:
    demand(vault, "[levels]\nlower_requires = 'reauth+reason'\n")
    vault.close_sealed()
    with pytest.raises(SealedClosed):
        vault.set_level(OPEN_RECORD, Level.ROLE, reason=WHY)
    assert vault.row(OPEN_RECORD).level is Level.INTERNAL


def test_without_a_policy_a_reason_is_enough_and_nothing_more_is_written(vault: Vault) -> None:
    vault.set_level(OPEN_RECORD, Level.ROLE, reason=WHY)
    assert (vault.row(OPEN_RECORD).level, given(vault)) == (Level.ROLE, [])

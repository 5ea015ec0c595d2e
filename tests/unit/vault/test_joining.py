"""Two register entries that are one person become one: nothing of either is lost, and protection only rises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldnotes.errors import BadValue, ConsentsDiffer, NoSuchRecord, SealedClosed
from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.model.redaction import EVERYWHERE, About
from fieldnotes.model.register import EntityType, Entry, Identity, RelationKind, Role
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import CASE


def _entry(vault: Vault, name: str, *aliases: str, role: Role = Role.OTHER, level: Level = Level.ANONYMOUS) -> Entry:
    identity = Identity(name, aliases)
    return vault.add_entry(type=EntityType.PERSON, role=role, level=level, identity=identity)[0]


def _record(vault: Vault, source: str, level: Level = Level.INTERNAL) -> str:
    card = Card(title="Söhbət", source=source)
    row, _ = vault.add_record(CASE, kind=Kind.TESTIMONY, level=level, card=card, body=Body.of("Danışdı."))
    return row.code


def _source_of(vault: Vault, code: str) -> str:
    card = vault.row(code).card
    assert card is not None
    return card.source


def test_the_names_of_both_are_kept_under_the_first(sealed_vault: Vault) -> None:
    keep = _entry(sealed_vault, "Gülnur Həsənova", "Gulnur Hasanova")
    other = _entry(sealed_vault, "Gulnut Hasanova", "Гюльнур Гасанова")
    sealed_vault.join_entries(keep.code, other.code)
    joined = sealed_vault.entry(keep.code).identity
    assert joined is not None
    assert joined.names == ("Gülnur Həsənova", "Gulnur Hasanova", "Gulnut Hasanova", "Гюльнур Гасанова")
    with pytest.raises(NoSuchRecord):
        sealed_vault.entry(other.code)


def test_the_higher_level_and_the_more_protected_role_stand(sealed_vault: Vault) -> None:
    keep, other = _entry(sealed_vault, "Daşqın"), _entry(sealed_vault, "Dashgin", role=Role.SOURCE, level=Level.SEALED)
    sealed_vault.join_entries(keep.code, other.code)
    assert (sealed_vault.entry(keep.code).level, sealed_vault.entry(keep.code).role) == (Level.SEALED, Role.SOURCE)


def test_records_of_the_other_get_the_first_as_their_source(sealed_vault: Vault) -> None:
    keep, other = _entry(sealed_vault, "Daşqın", role=Role.SOURCE), _entry(sealed_vault, "Dashgin", role=Role.SOURCE)
    codes = [
        _record(sealed_vault, other.code),
        _record(sealed_vault, other.code, Level.SEALED),
        _record(sealed_vault, other.code),
    ]
    sealed_vault.delete(codes[2])
    done = sealed_vault.join_entries(keep.code, other.code)
    assert done.sources == tuple(codes)
    assert [row.code for row in sealed_vault.recycled()] == [codes[2]]
    sealed_vault.restore(codes[2])
    assert {_source_of(sealed_vault, code) for code in codes} == {keep.code}


def test_relations_move_and_none_is_doubled(sealed_vault: Vault) -> None:
    keep, other, brother = (
        _entry(sealed_vault, "Daşqın"),
        _entry(sealed_vault, "Dashgin"),
        _entry(sealed_vault, "Elçin"),
    )
    sealed_vault.relate(keep.code, brother.code, RelationKind.SIBLING)
    sealed_vault.relate(other.code, brother.code, RelationKind.SIBLING)
    sealed_vault.relate(brother.code, other.code, RelationKind.COLLEAGUE)
    sealed_vault.join_entries(keep.code, other.code)
    assert {(one.a, one.b, one.kind) for one in sealed_vault.relations()} == {
        (keep.code, brother.code, RelationKind.SIBLING),
        (brother.code, keep.code, RelationKind.COLLEAGUE),
    }


def test_a_consent_that_only_the_other_has_comes_along(sealed_vault: Vault) -> None:
    keep, other = _entry(sealed_vault, "Daşqın"), _entry(sealed_vault, "Dashgin")
    given = Consent({Use.PUBLICATION: Answer.ANONYMOUS}, expires_on="2031-01-01")
    sealed_vault.set_consent(other.code, given)
    assert sealed_vault.join_entries(keep.code, other.code).consent
    kept = sealed_vault.consent(keep.code)
    assert kept is not None
    assert (kept.answers, kept.expires_on) == (given.answers, "2031-01-01")


def test_of_two_consents_the_stricter_stands(sealed_vault: Vault) -> None:
    keep, other = _entry(sealed_vault, "Daşqın"), _entry(sealed_vault, "Dashgin")
    same = {Use.INTERNAL: Answer.YES}
    sealed_vault.set_consent(keep.code, Consent({**same, Use.PRESS: Answer.YES}, expires_on="2032-01-01"))
    sealed_vault.set_consent(other.code, Consent({**same, Use.COURT: Answer.NO}, expires_on="2031-01-01"))
    sealed_vault.join_entries(keep.code, other.code)
    kept = sealed_vault.consent(keep.code)
    assert kept is not None
    assert dict(kept.answers) == {Use.INTERNAL: Answer.YES, Use.COURT: Answer.NO}
    assert kept.expires_on == "2031-01-01"


@pytest.mark.parametrize(
    "theirs", [Consent({Use.PRESS: Answer.NO}), Consent({Use.PRESS: Answer.YES}, withdrawn_on="2026-02-03")]
)
def test_consents_that_contradict_are_refused_and_nothing_changes(sealed_vault: Vault, theirs: Consent) -> None:
    keep, other = _entry(sealed_vault, "Daşqın"), _entry(sealed_vault, "Dashgin")
    sealed_vault.set_consent(keep.code, Consent({Use.PRESS: Answer.YES}))
    sealed_vault.set_consent(other.code, theirs)
    before = sealed_vault.entries()
    with pytest.raises(ConsentsDiffer):
        sealed_vault.join_entries(keep.code, other.code)
    assert sealed_vault.entries() == before


def test_who_is_related_is_not_joined(sealed_vault: Vault) -> None:
    keep, other = _entry(sealed_vault, "Elçin Məmmədov"), _entry(sealed_vault, "Elşən Məmmədov")
    sealed_vault.relate(keep.code, other.code, RelationKind.SIBLING)
    with pytest.raises(BadValue):
        sealed_vault.join_entries(keep.code, other.code)


def test_two_kinds_and_one_entry_twice_are_not_joined(sealed_vault: Vault) -> None:
    keep = _entry(sealed_vault, "Daşqın")
    place = sealed_vault.add_entry(
        type=EntityType.PLACE, role=Role.OTHER, level=Level.ANONYMOUS, identity=Identity("Daşqın")
    )[0]
    for other in (place.code, keep.code):
        with pytest.raises(BadValue):
            sealed_vault.join_entries(keep.code, other)


def test_nothing_is_joined_while_names_are_closed(sealed_vault: Vault) -> None:
    keep, other = _entry(sealed_vault, "Daşqın"), _entry(sealed_vault, "Dashgin")
    sealed_vault.close_sealed()
    with pytest.raises(SealedClosed):
        sealed_vault.join_entries(keep.code, other.code)


def test_mentions_are_counted_anew_and_decisions_follow(sealed_vault: Vault) -> None:
    keep, other = _entry(sealed_vault, "Daşqın"), _entry(sealed_vault, "Dashgin")
    record = _record(sealed_vault, keep.code)
    sealed_vault.set_mentions(record, {other.code: 2})
    sealed_vault.decide(About.NAME, EVERYWHERE, "0123456789", "redact", label=other.code, who="owner")
    sealed_vault.join_entries(keep.code, other.code)
    assert record in sealed_vault.unscanned()
    assert sealed_vault.decisions(About.NAME)["0123456789"].label == keep.code


def test_the_ledger_tells_it_and_agrees_with_the_vault(sealed_vault: Vault) -> None:
    keep, other = _entry(sealed_vault, "Daşqın"), _entry(sealed_vault, "Dashgin", role=Role.SOURCE)
    _record(sealed_vault, other.code)
    sealed_vault.set_consent(other.code, replace(Consent(), answers={Use.PRESS: Answer.YES}))
    sealed_vault.join_entries(keep.code, other.code)
    told = [entry for entry in sealed_vault.ledger() if entry.event == "entries-joined"]
    assert [dict(entry.facts) for entry in told] == [{"code": keep.code, "other": other.code}]
    assert sealed_vault.check() == []

"""The table: monotone in every column, consent a ceiling, protection passing along kinship."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.model.audience import Audience
from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import PUBLIC_DOCUMENT, Card, Kind, Row
from fieldnotes.model.register import KINSHIP, Entry, Relation, RelationKind
from fieldnotes.model.tlp import Tlp
from fieldnotes.protection import policy

TODAY = "2026-11-22"
levels = st.sampled_from(Level)
audiences = st.sampled_from(Audience)
consents = st.builds(Consent, answers=st.dictionaries(st.sampled_from(Use), st.sampled_from(Answer), max_size=len(Use)))


@given(levels, levels)
def test_a_higher_level_is_never_more_permissive_in_any_column(one: Level, other: Level) -> None:
    low, high = sorted((one, other))
    below, above = policy.rule(low), policy.rule(high)
    assert above.actions <= below.actions
    assert above.audiences <= below.audiences
    assert above.appearance >= below.appearance
    assert above.preview_hidden >= below.preview_hidden
    assert above.reauthenticate >= below.reauthenticate
    assert above.generalise >= below.generalise


@given(audiences, levels, levels)
def test_what_may_not_be_received_at_a_level_may_not_be_received_above_it(
    audience: Audience, one: Level, other: Level
) -> None:
    low, high = sorted((one, other))
    assert policy.may_receive(audience, low) or not policy.may_receive(audience, high)
    assert not policy.generalises(audience, low) or policy.generalises(audience, high)


@pytest.mark.parametrize("audience", Audience)
def test_sealed_words_reach_nobody(audience: Audience) -> None:
    assert not policy.may_receive(audience, Level.SEALED)


@pytest.mark.parametrize("audience", [Audience.EDITOR, Audience.PARTNER, Audience.LEGAL, Audience.PUBLIC])
def test_internal_words_reach_only_the_team(audience: Audience) -> None:
    assert policy.may_receive(Audience.INTERNAL, Level.INTERNAL)
    assert not policy.may_receive(audience, Level.INTERNAL)


@pytest.mark.parametrize(
    ("audience", "use"),
    [
        (Audience.EDITOR, Use.PUBLICATION),
        (Audience.EDITOR, Use.PRESS),
        (Audience.PARTNER, Use.PARTNER),
        (Audience.LEGAL, Use.LEGAL),
        (Audience.LEGAL, Use.COURT),
        (Audience.PUBLIC, Use.PUBLICATION),
    ],
)
def test_an_audience_is_opened_by_its_own_uses(audience: Audience, use: Use) -> None:
    assert policy.consent_ceiling(Consent({use: Answer.ANONYMOUS}), audience, TODAY) is Level.ANONYMOUS
    assert policy.consent_ceiling(Consent({use: Answer.NAME}), audience, TODAY) is Level.PUBLIC
    assert policy.consent_ceiling(Consent({use: Answer.NO}), audience, TODAY) is None
    assert policy.consent_ceiling(Consent({use: Answer.ASK}), audience, TODAY) is None


@given(audiences, consents)
def test_agreeing_to_fewer_uses_never_opens_an_audience(audience: Audience, consent: Consent) -> None:
    if policy.consent_ceiling(consent, audience, TODAY) is None and audience is not Audience.INTERNAL:
        for use in list(consent.answers):
            fewer = Consent({key: answer for key, answer in consent.answers.items() if key is not use})
            assert policy.consent_ceiling(fewer, audience, TODAY) is None


@given(audiences, consents)
def test_a_withdrawn_or_expired_consent_permits_nothing(audience: Audience, consent: Consent) -> None:
    withdrawn = Consent(consent.answers, withdrawn_on="2026-11-01")
    expired = Consent(consent.answers, expires_on="2026-11-21")
    assert policy.consent_ceiling(withdrawn, audience, TODAY) is None
    assert policy.consent_ceiling(expired, audience, TODAY) is None


def test_silence_means_internal() -> None:
    assert policy.consent_ceiling(None, Audience.INTERNAL, TODAY) is Level.INTERNAL
    assert policy.consent_ceiling(None, Audience.EDITOR, TODAY) is None
    assert policy.consent_ceiling(Consent({Use.INTERNAL: Answer.NO}), Audience.INTERNAL, TODAY) is None


def test_a_brother_is_as_protected_as_his_brother() -> None:
    entries = [
        Entry("1", "S-001", level=Level.ANONYMOUS),
        Entry("2", "P-001", level=Level.PUBLIC),
        Entry("3", "P-002", level=Level.PUBLIC),
        Entry("4", "P-003", level=Level.PUBLIC),
    ]
    relations = [
        Relation("P-001", "S-001", RelationKind.SIBLING),
        Relation("P-002", "P-001", RelationKind.CHILD),
        Relation("P-003", "S-001", RelationKind.LAWYER),
    ]
    assert policy.inherited_levels(entries, relations) == {
        "S-001": Level.ANONYMOUS,
        "P-001": Level.ANONYMOUS,
        "P-002": Level.ANONYMOUS,
        "P-003": Level.PUBLIC,
    }
    assert policy.kin_of(["S-001"], relations) == {"P-001", "P-002"}


@given(
    st.lists(levels, min_size=2, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(sorted(KINSHIP))), max_size=8),
)
def test_kinship_only_ever_raises_and_makes_families_equal(
    given_levels: list[Level], links: list[tuple[int, int, RelationKind]]
) -> None:
    entries = [Entry(str(n), f"P-{n}", level=level) for n, level in enumerate(given_levels)]
    codes = {entry.code for entry in entries}
    relations = [Relation(f"P-{a}", f"P-{b}", kind) for a, b, kind in links if {f"P-{a}", f"P-{b}"} <= codes]
    inherited = policy.inherited_levels(entries, relations)
    for entry in entries:
        assert inherited[entry.code] >= entry.level
    for relation in relations:
        assert inherited[relation.a] is inherited[relation.b]


@pytest.mark.parametrize(
    ("kind", "level", "card", "nobody"),
    [
        (Kind.TESTIMONY, Level.ANONYMOUS, Card(), True),
        (Kind.TESTIMONY, Level.ROLE, Card(tags=("toy",)), True),
        (Kind.TESTIMONY, Level.ANONYMOUS, Card(source="S-001"), False),
        (Kind.TESTIMONY, Level.ANONYMOUS, Card(tags=("toy",)).with_source(PUBLIC_DOCUMENT), False),
        (Kind.TESTIMONY, Level.PUBLIC, Card(), False),
        (Kind.NOTE, Level.ANONYMOUS, Card(), False),
        (Kind.TESTIMONY, Level.SEALED, None, False),
    ],
)
def test_a_testimony_of_nobody_is_known_as_such(kind: Kind, level: Level, card: Card | None, nobody: bool) -> None:
    row = Row("0" * 32, "T-001", kind, "C-001", level, 1, "", "", card)
    assert policy.has_nobody_to_ask(row) is nobody


def test_naming_a_source_takes_the_mark_of_a_public_document_away_and_back() -> None:
    public = Card(tags=("toy",)).with_source(PUBLIC_DOCUMENT)
    assert (public.source, public.tags) == ("", (PUBLIC_DOCUMENT, "toy"))
    assert public.with_source(PUBLIC_DOCUMENT) == public
    assert public.with_source("S-001") == Card(source="S-001", tags=("toy",))


def test_what_goes_out_of_house_takes_two_people_and_an_editor_or_the_team_nobody() -> None:
    needed = {audience: policy.approvals_needed(audience) for audience in Audience}
    assert needed == {
        Audience.INTERNAL: 0,
        Audience.EDITOR: 0,
        Audience.PARTNER: 2,
        Audience.LEGAL: 2,
        Audience.PUBLIC: 2,
    }


@pytest.mark.parametrize("level", Level)
def test_readers_are_known_from_anonymous_up(level: Level) -> None:
    assert policy.needs_known_readers([Level.PUBLIC, level]) is (level not in (Level.PUBLIC, Level.ROLE))


def test_clear_is_for_the_public_and_nothing_else_is() -> None:
    for audience in Audience:
        assert policy.allows_tlp(audience, policy.USUAL_TLP[audience])
        assert policy.allows_tlp(audience, Tlp.CLEAR) is (audience is Audience.PUBLIC)

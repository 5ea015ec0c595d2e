"""What remains of a person over a bundle is listed, blocks, and leaves only when two people say so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldnotes.crypto.identity import Identity
from fieldnotes.errors import BadValue, LadderNeedsTwo, MosaicOpen, NoSuchHit, NoSuchRecord
from fieldnotes.model.audience import Audience
from fieldnotes.model.consent import Answer, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import PUBLIC_DOCUMENT, Body, Card, Kind
from fieldnotes.model.redaction import About, Verdict
from fieldnotes.model.register import EntityType, RelationKind, Role
from fieldnotes.protection.mosaic import State, Weight
from fieldnotes.redaction import ladder
from fieldnotes.services import mosaic, register, share, write
from fieldnotes.services import session as sessions
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from tests.helpers.sharing import PASSWORD
from tests.helpers.vaults import cheap_kdf

CASE = "C-001"
# Scenario 7 of DOMAIN.md with people and a story of our own.
LIFE = (
    "I used to film weddings: I was the camera operator of a wedding restaurant in Ganja. When we left, my son changed "
    "kindergarten three times. We have moved 11 times in 17 months."
)
REASON = "məqalədə var"
UNIQUE = "I was the only woman among the drivers there."


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = sessions.create(tmp_path / "study", PASSWORD, params=cheap_kdf())
    assert write.add_case(opened, "İş").code == CASE
    yield opened
    opened.lock()


def person(session: Session, name: str, *, level: Level = Level.ANONYMOUS, answer: Answer = Answer.ANONYMOUS) -> str:
    code = register.add_entry(
        session, name=name, aliases=[], type=EntityType.PERSON, role=Role.SOURCE, level=level
    ).code
    register.set_consent(session, code, {Use.PRESS: answer, Use.PUBLICATION: answer})
    return code


def told(session: Session, source: str, text: str, *, level: Level = Level.ANONYMOUS, title: str = "") -> str:
    card = Card(language="en", source=source, title=title)
    return write.new_record(session, CASE, kind=Kind.TESTIMONY, card=card, body=Body.of(text), level=level).code


def only(session: Session, audience: Audience = Audience.EDITOR, *, how: How | None = None) -> mosaic.PersonMosaic:
    (found,) = mosaic.check(session, CASE, audience, how=how or How())
    return found


def exact(choices: str) -> How:
    return How(ladder=ladder.parse(choices, Audience.EDITOR))


EVERYTHING = exact("jobs=exact,places=exact,schools=exact,moves=exact,family=exact")


def test_the_life_that_singles_a_person_out_is_listed_and_blocks(session: Session, tmp_path: Path) -> None:
    source = person(session, "Afət Nəcəfquluyeva")
    record = told(session, source, LIFE)
    found = only(session, how=EVERYTHING)
    assert (found.code, found.weight, found.state) == (source, Weight.HIGH, State.OPEN)
    said = {(fact.facet, fact.text) for fact in found.remaining if fact.specific and fact.record == record}
    assert {("job", "camera operator"), ("place", "Ganja"), ("school", "kindergarten")} <= said
    assert {facet for facet, _ in said} >= {"job", "workplace", "place", "school", "moves"}
    assert all(LIFE[fact.start : fact.end] == fact.text for fact in found.remaining if fact.specific)
    out = tmp_path / "out.age"
    with pytest.raises(MosaicOpen) as refused:
        share.export(session, CASE, Audience.EDITOR, to=[Identity.generate("E").card().text], out=out, how=EVERYTHING)
    assert source in str(refused.value)
    assert not out.exists()


def test_generalising_it_lets_it_leave(session: Session) -> None:
    told(session, person(session, "Afət Nəcəfquluyeva"), LIFE)
    found = only(session)
    assert (found.weight, found.state) == (Weight.LOW, State.CLEAR)
    assert {fact.facet for fact in found.remaining} >= {"job", "workplace", "place", "moves"}  # coarser, and still told
    assert not any(fact.specific for fact in found.remaining)
    assert share.preview(session, CASE, Audience.EDITOR).mosaics == (found,)


def test_a_mark_generalises_what_has_no_ladder(session: Session) -> None:
    record = told(session, person(session, "Afət Nəcəfquluyeva"), UNIQUE)
    assert only(session).state is State.OPEN
    assert not share.preview(session, CASE, Audience.EDITOR).ready
    write.mark(session, record, quote="the only woman among the drivers", level=Level.ANONYMOUS, replacement="employed")
    assert [one.state for one in mosaic.check(session, CASE, Audience.EDITOR)] in ([], [State.CLEAR])


def test_two_people_may_accept_it_and_what_is_new_asks_again(session: Session, tmp_path: Path) -> None:
    source = person(session, "Afət Nəcəfquluyeva")
    told(session, source, UNIQUE)
    mosaic.accept(session, CASE, Audience.EDITOR, source, reason=REASON, who="Lalə", second="Rövşən")
    assert only(session).state is State.ACCEPTED
    assert only(session, Audience.PUBLIC).state is State.OPEN  # another audience, another question
    to = [Identity.generate("E").card().text]
    share.export(session, CASE, Audience.EDITOR, to=to, out=tmp_path / "one.age", how=How(compared=True))
    assert session.vault.releases()[0].accepted == REASON
    told(session, source, "Later I was the first woman in that office.")
    assert only(session).state is State.OPEN
    session.reauthenticate(PASSWORD)
    with pytest.raises(MosaicOpen):
        share.export(session, CASE, Audience.EDITOR, to=to, out=tmp_path / "two.age", how=How(accept_suggestions="r"))


def test_fewer_facts_than_accepted_stay_accepted(session: Session) -> None:
    source = person(session, "Afət Nəcəfquluyeva")
    told(session, source, LIFE)
    mosaic.accept(session, CASE, Audience.EDITOR, source, reason="razıdır", who="L", second="R", how=EVERYTHING)
    fewer = exact("jobs=exact,places=exact,schools=exact")
    assert only(session, how=fewer).weight is Weight.HIGH
    assert only(session, how=EVERYTHING).state is State.ACCEPTED


@pytest.mark.parametrize(
    ("reason", "who", "second"),
    [
        ("", "Lalə", "Rövşən"),
        ("bəli", "", "Rövşən"),
        ("bəli", "Lalə", " "),
        ("bəli", "Lalə", "LALƏ "),
        ("bəli", "İnci", "inci"),
    ],
)
def test_one_person_is_not_two(session: Session, reason: str, who: str, second: str) -> None:
    source = person(session, "Afət Nəcəfquluyeva")
    told(session, source, UNIQUE)
    with pytest.raises(BadValue) as refused:
        mosaic.accept(session, CASE, Audience.EDITOR, source, reason=reason, who=who, second=second)
    assert "Lal" not in str(refused.value)
    assert only(session).state is State.OPEN


def test_nobody_else_can_be_accepted_and_an_acceptance_can_be_taken_back(session: Session) -> None:
    source = person(session, "Afət Nəcəfquluyeva")
    told(session, source, UNIQUE)
    with pytest.raises(NoSuchRecord):
        mosaic.accept(session, CASE, Audience.EDITOR, "S-099", reason="r", who="L", second="R")
    mosaic.accept(session, CASE, Audience.EDITOR, source, reason="r", who="L", second="R")
    mosaic.take_back(session, CASE, Audience.EDITOR, source)
    assert only(session).state is State.OPEN
    with pytest.raises(NoSuchHit):
        mosaic.take_back(session, CASE, Audience.EDITOR, source)


def test_the_vault_remembers_no_words_of_it_in_the_open(session: Session) -> None:
    source = person(session, "Afət Nəcəfquluyeva")
    told(session, source, UNIQUE)
    mosaic.accept(session, CASE, Audience.EDITOR, source, reason="sirli səbəb", who="Lalə", second="Rövşən")
    ((_, number), decision) = next(iter(session.vault.all_decisions(About.MOSAIC).items()))
    assert "woman" not in number
    assert "woman" not in json.dumps(json.loads(decision.note))
    facts = [dict(entry.facts) for entry in session.vault.ledger() if entry.event == "mosaic-accepted"]
    assert facts == [{"audience": "editor", "person": source, "count": len(json.loads(decision.note)["facts"])}]


def test_facts_of_several_records_add_up(session: Session) -> None:
    source = person(session, "Afət Nəcəfquluyeva", level=Level.ROLE, answer=Answer.ROLE)
    told(session, source, "I lived in Ganja then.", level=Level.ROLE)
    assert only(session).state is State.CLEAR
    told(session, source, "It was on 5 May 2019.", level=Level.ROLE)
    told(session, source, "I worked as a baker.", level=Level.ROLE)
    assert only(session).state is State.OPEN


def test_relatives_are_told_of_by_words_of_kinship(session: Session) -> None:
    source = person(session, "Afət Nəcəfquluyeva")
    brother = person(session, "Natiq Nəcəfquluyev")
    register.relate(session, source, brother, RelationKind.SIBLING)
    told(session, source, "My brother was the only man of the house.\n\nI stayed at home.")
    by_code = {one.code: one for one in mosaic.check(session, CASE, Audience.EDITOR)}
    assert by_code[brother].state is State.OPEN
    assert {fact.facet for fact in by_code[brother].remaining} >= {"event", "kinship"}


def test_a_title_counts_like_the_text(session: Session) -> None:
    told(session, person(session, "Afət Nəcəfquluyeva"), "I said nothing.", title="The only woman in the office")
    assert [fact.in_title for fact in only(session).remaining if fact.facet == "event"] == [True]


def test_a_record_without_a_source_is_asked_about_itself(session: Session) -> None:
    card = Card(language="en").with_source(PUBLIC_DOCUMENT)
    code = write.new_record(session, CASE, kind=Kind.NOTE, card=card, body=Body.of(UNIQUE), level=Level.ANONYMOUS).code
    assert only(session).code == code
    assert only(session).state is State.OPEN


def test_the_team_itself_is_warned_and_not_stopped(session: Session) -> None:
    told(session, person(session, "Afət Nəcəfquluyeva"), LIFE)
    found = only(session, Audience.INTERNAL)
    assert found.weight is Weight.HIGH
    assert found.state is State.CLEAR


def test_names_decided_do_not_hide_facts(session: Session) -> None:
    told(session, person(session, "Afət Nəcəfquluyeva"), "Afət said: " + UNIQUE)
    for hit in share.review_hits(session, CASE, Audience.EDITOR):
        share.decide(session, CASE, hit.id, Verdict.REDACT)
    assert only(session).state is State.OPEN


def test_what_was_accepted_is_asked_again_when_the_story_around_it_changes(session: Session) -> None:
    source = person(session, "Afət Nəcəfquluyeva")
    record = told(session, source, UNIQUE)
    mosaic.accept(session, CASE, Audience.EDITOR, source, reason=REASON, who="Lalə", second="Rövşən")
    card = session.vault.record(record).row.card
    assert card is not None

    write.save(session, record, card=card, body=Body.of(f"{UNIQUE} They all knew what I had told the court."))

    assert only(session).state is State.OPEN


def test_telling_more_than_an_audience_is_usually_told_takes_two_people(session: Session, tmp_path: Path) -> None:
    told(session, person(session, "Afət Nəcəfquluyeva"), "I have HIV; since then I sleep badly.")
    to, out = [Identity.generate("E").card().text], tmp_path / "out.age"
    finer = ladder.parse("health=exact", Audience.EDITOR)

    with pytest.raises(LadderNeedsTwo):
        share.export(session, CASE, Audience.EDITOR, to=to, out=out, how=How(ladder=finer))
    alone = How(ladder=finer, who="Lalə", second="lalə")
    with pytest.raises(BadValue):
        share.export(session, CASE, Audience.EDITOR, to=to, out=out, accept_quasi=REASON, how=alone)
    assert not out.exists()

    two = How(ladder=finer, who="Lalə", second="Rövşən", compared=True)
    share.export(session, CASE, Audience.EDITOR, to=to, out=out, accept_quasi=REASON, how=two)
    assert REASON in session.vault.releases()[-1].accepted
    coarser = How(ladder=ladder.parse("dates=decade", Audience.EDITOR))
    session.reauthenticate(PASSWORD)
    share.export(session, CASE, Audience.EDITOR, to=to, out=tmp_path / "two.age", how=coarser)


@pytest.mark.parametrize(
    ("title", "text"),
    [("Afət Nəcəfquluyeva", "Born on 4 May 1987."), ("Born on 4 May 1987", "Afət Nəcəfquluyeva spoke.")],
)
def test_title_and_text_are_about_the_same_people(session: Session, title: str, text: str) -> None:
    person(session, "Afət Nəcəfquluyeva", level=Level.SEALED)
    card = Card(language="en", title=title, tags=(PUBLIC_DOCUMENT,))
    write.new_record(session, CASE, kind=Kind.NOTE, card=card, body=Body.of(text), level=Level.PUBLIC)

    (shown,) = share.preview(session, CASE, Audience.PUBLIC).records

    assert "1987" not in shown.title + shown.redacted
    assert "May" not in shown.title + shown.redacted


def test_a_protected_sources_own_words_are_made_coarse_even_where_she_names_nobody(session: Session) -> None:
    source = person(session, "Afət Nəcəfquluyeva", level=Level.ANONYMOUS, answer=Answer.NAME)
    told(session, source, "I was born on 4 May 1987.", level=Level.PUBLIC)

    (shown,) = share.preview(session, CASE, Audience.PUBLIC).records

    assert "1987" not in shown.redacted


@pytest.mark.parametrize("name", ["Vera", "Sara Note", "Title", "Class Petersen", "Rahim Origin", "Records"])
def test_a_short_name_or_one_that_our_format_also_uses_does_not_close_the_way_out(
    session: Session, tmp_path: Path, name: str
) -> None:
    person(session, name, level=Level.SEALED)
    card = Card(language="en", title="Several", tags=(PUBLIC_DOCUMENT,))
    text = "It happened several times in the savanna, after a caesarean."
    write.new_record(session, CASE, kind=Kind.NOTE, card=card, body=Body.of(text), level=Level.PUBLIC)

    to = [Identity.generate("E").card().text]
    receipt = share.export(session, CASE, Audience.EDITOR, to=to, out=tmp_path / "out.age")

    assert receipt.gate.passed

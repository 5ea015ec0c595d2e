"""Hits are put to a person with all she needs to judge, her decision reaches as far as she said, and can be undone."""

from __future__ import annotations

import pytest

from fieldnotes.errors import BadValue, CertainName, FullNameKept, NoSuchHit, SealedClosed
from fieldnotes.model.audience import Audience
from fieldnotes.model.record import Body
from fieldnotes.model.redaction import SHARED, About, ReasonCode, Scope, Verdict
from fieldnotes.services import review, share, write
from fieldnotes.services.hit_views import HitGroup
from fieldnotes.services.session import Session
from tests.helpers.sharing import CASE, FIRST, GIRL, MAN, PASSWORD, SECOND, SOURCE, TEXTS, add_testimony


def bahar(sharing: Session) -> HitGroup:
    return next(group for group in review.review_hits(sharing, CASE) if group.surface == "Bahar")


def open_places(sharing: Session) -> list[str]:
    return [place.place for group in review.review_hits(sharing, CASE) for place in group.places]


def settled(sharing: Session, surface: str) -> HitGroup:
    return next(one for one in review.groups_of(sharing, CASE, Audience.EDITOR).settled if one.surface == surface)


def test_a_group_tells_where_it_stands_whose_it_could_be_and_why(sharing: Session) -> None:
    group = bahar(sharing)
    text = TEXTS[FIRST]
    assert [(one.record, one.part, text[one.start : one.end]) for one in group.places] == [
        (FIRST, "text", "Bahar"),
        (FIRST, "text", "Bahar"),
    ]
    assert [one.place for one in group.places] == [f"{FIRST}:{one.start}" for one in group.places]
    assert [(one.code, one.label.startswith("[Person")) for one in group.candidates] == [(GIRL, True)]
    assert (group.certain, group.decision, group.reason) == (False, None, ReasonCode.THIRD_PARTY)
    assert group.why
    assert group.contexts[0] == group.places[0].context
    assert len(group.id) == 10


def test_what_is_settled_by_a_rule_is_shown_too(sharing: Session) -> None:
    full = settled(sharing, "Şəkər Qoşqarlı")
    assert (full.certain, full.decision, full.candidates[0].code) == (True, None, SOURCE)
    after = settled(sharing, "Qoşqarlı")
    assert ([one.code for one in after.candidates], after.guess) == ([MAN, SOURCE], SOURCE)


def test_a_decision_is_kept_with_who_when_and_why_and_shown(sharing: Session) -> None:
    group = bahar(sharing)
    review.decide(sharing, CASE, group.id, Verdict.KEEP, who="Nərmin", reason=ReasonCode.LEGAL, note="yazın adıdır")
    assert open_places(sharing) == []
    told = review.decisions(sharing, CASE)[0]
    assert (told.scope, told.verdict, told.who, told.note) == (Scope.CASE, Verdict.KEEP, "Nərmin", "yazın adıdır")
    assert (told.surface, told.identity, told.reason, told.hit) == ("Bahar", GIRL, ReasonCode.LEGAL, group.id)
    assert told.decided.endswith("Z")
    assert settled(sharing, "Bahar").decision == told


def test_once_for_the_whole_vault_reaches_later_records_and_other_cases(sharing: Session) -> None:
    share.decide(sharing, CASE, bahar(sharing).id, Verdict.KEEP, scope=Scope.ALWAYS)
    add_testimony(sharing, "Hava açıldı. Bahar yenə gəldi.")
    other = write.add_case(sharing, "İkinci").code
    assert open_places(sharing) == []
    assert [one.scope for one in review.decisions(sharing, other)] == [Scope.ALWAYS]
    assert review.decisions(sharing, other)[0].surface == ""


def test_here_only_is_one_place_and_open_again_when_its_words_change(sharing: Session) -> None:
    group = bahar(sharing)
    first, second = (place.place for place in group.places)
    review.decide(sharing, CASE, group.id, Verdict.KEEP, scope=Scope.HERE, place=first)
    assert open_places(sharing) == [second]
    told = review.decisions(sharing, CASE)[0]
    assert (told.scope, told.place, told.surface) == (Scope.HERE, first, "Bahar")
    card = sharing.vault.row(FIRST).card
    assert card is not None
    longer = TEXTS[FIRST] + " Qış uzun idi, qar hər yeri basmışdı. Heç kim evdən çıxmırdı."
    write.save(sharing, FIRST, card=card, body=Body.of(longer))
    assert len(open_places(sharing)) == 1
    write.save(sharing, FIRST, card=card, body=Body.of(longer.replace("həyətə", "bağa")))
    assert len(open_places(sharing)) == 2
    lost = review.decisions(sharing, CASE)[0]
    assert (lost.place, lost.surface) == ("", "")
    review.undecide(sharing, CASE, lost.hit)
    assert review.decisions(sharing, CASE) == ()


def test_a_place_that_is_not_one_of_the_group_is_refused(sharing: Session) -> None:
    group = bahar(sharing)
    with pytest.raises(BadValue):
        review.decide(sharing, CASE, group.id, Verdict.KEEP, scope=Scope.HERE)
    for place in (f"{FIRST}:0", "T-999:1", f"{FIRST}:title:{group.places[0].start}"):
        with pytest.raises(NoSuchHit):
            review.decide(sharing, CASE, group.id, Verdict.KEEP, scope=Scope.HERE, place=place)
    with pytest.raises(NoSuchHit):
        review.decide(sharing, CASE, "0123456789", Verdict.KEEP)
    assert review.decisions(sharing, CASE) == ()


def test_a_place_whose_words_went_since_they_were_shown_is_refused(sharing: Session) -> None:
    group = bahar(sharing)
    card = sharing.vault.row(FIRST).card
    assert card is not None
    write.save(sharing, FIRST, card=card, body=Body.of("Heç nə."))
    with pytest.raises(NoSuchHit):
        review.decide(sharing, CASE, group.id, Verdict.KEEP, scope=Scope.HERE, place=group.places[0].place)


def test_taking_back_lets_the_wider_decision_count_again(sharing: Session) -> None:
    group = bahar(sharing)
    place = group.places[0].place
    review.decide(sharing, CASE, group.id, Verdict.KEEP, scope=Scope.ALWAYS)
    review.decide(sharing, CASE, group.id, Verdict.REDACT)
    review.decide(sharing, CASE, group.id, Verdict.KEEP, scope=Scope.HERE, place=place)

    def redacted() -> int:
        return share.preview(sharing, CASE, Audience.EDITOR).records[0].redacted.count("Bahar")

    assert redacted() == 1
    review.undecide(sharing, CASE, group.id, place=place)
    assert redacted() == 0
    review.undecide(sharing, CASE, group.id)
    assert redacted() == 2
    review.undecide(sharing, CASE, group.id, scope=Scope.ALWAYS)
    assert len(open_places(sharing)) == 2
    with pytest.raises(NoSuchHit):
        review.undecide(sharing, CASE, group.id)


def test_a_certain_name_is_kept_only_on_purpose_and_a_whole_one_never(sharing: Session) -> None:
    single, full = settled(sharing, "Qoşqarlı"), settled(sharing, "Şəkər Qoşqarlı")
    with pytest.raises(CertainName):
        review.decide(sharing, CASE, single.id, Verdict.KEEP)
    with pytest.raises(CertainName):
        review.decide(sharing, CASE, single.id, Verdict.KEEP, force=True)
    review.decide(sharing, CASE, single.id, Verdict.KEEP, force=True, note="kəndin adıdır")
    assert "Sonra Qoşqarlı susdu" in share.preview(sharing, CASE, Audience.EDITOR).records[1].redacted
    with pytest.raises(FullNameKept):
        review.decide(sharing, CASE, full.id, Verdict.KEEP, force=True, note="olsun")


def test_whose_name_it_is_is_said_by_a_person_and_never_guessed(sharing: Session) -> None:
    group = settled(sharing, "Qoşqarlı")

    def shown() -> str:
        return share.preview(sharing, CASE, Audience.EDITOR).records[1].redacted

    assert "Sonra [Person] susdu" in shown()
    review.decide(sharing, CASE, group.id, Verdict.REDACT, label=group.guess)
    assert "Sonra Source" in shown()
    review.decide(sharing, CASE, group.id, Verdict.REDACT, label=SHARED)
    assert "Sonra [Person] susdu" in shown()
    with pytest.raises(BadValue):
        review.decide(sharing, CASE, group.id, Verdict.REDACT, label=GIRL)


def test_titles_are_places_too(sharing: Session) -> None:
    code = add_testimony(sharing, "Qısa mətn.", title="Bahar günü")
    place = next(one for group in review.review_hits(sharing, CASE) for one in group.places if one.record == code)
    assert (place.part, place.place) == ("title", f"{code}:title:0")
    review.decide(sharing, CASE, bahar(sharing).id, Verdict.KEEP, scope=Scope.HERE, place=place.place)
    assert place.place not in open_places(sharing)


def test_decisions_are_told_only_while_names_may_be_read(sharing: Session) -> None:
    review.decide(sharing, CASE, bahar(sharing).id, Verdict.KEEP)
    sharing.close_sealed()
    for ask in (review.decisions, review.review_hits):
        with pytest.raises(SealedClosed):
            ask(sharing, CASE)
    sharing.open_sealed(PASSWORD)
    assert len(review.decisions(sharing, CASE)) == 1


def test_what_is_stored_tells_no_word_and_no_code(sharing: Session) -> None:
    group = bahar(sharing)
    review.decide(sharing, CASE, group.id, Verdict.KEEP, scope=Scope.HERE, place=group.places[0].place)
    ((scope, key),) = sharing.vault.all_decisions(About.NAME)
    assert (scope, key.partition(".")[0]) == (FIRST, group.id)
    assert all(part.isalnum() and part.isascii() for part in key.split("."))


def test_marks_carry_a_reason_code_and_who_made_them(sharing: Session) -> None:
    write.mark(
        sharing,
        SECOND,
        quote="görmüşəm",
        level=sharing.vault.row(SECOND).level,
        reason_code=ReasonCode.SECURITY,
    )
    passage = sharing.vault.record(SECOND).body.passages[0]
    assert (passage.code, passage.who, passage.marked.endswith("Z")) == ("security-practice", "owner", True)

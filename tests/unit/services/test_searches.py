"""Searching through the services: names in every spelling within the filters, open hits, searches under a name."""

from __future__ import annotations

import pytest

from fieldnotes.errors import BadQuery, BadValue, NoSuchRecord, SealedClosed
from fieldnotes.model.dates import UncertainDate
from fieldnotes.model.forms import Act, Incident, Publication
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Kind
from fieldnotes.services import find, forms, register, searches, timeline, write
from fieldnotes.services.session import Session
from tests.helpers.sharing import CASE, FIRST, GIRL, MAN, SECOND, SOURCE, add_testimony


def codes(session: Session, text: str) -> list[str]:
    return sorted(found.row.row.code for found in find.search(session, text).records)


def elsewhere(session: Session, text: str) -> str:
    case = write.add_case(session, "Başqa iş").code
    card = Card("Başqa", language="az")
    return write.new_record(session, case, kind=Kind.NOTE, card=card, body=Body.of(text), level=Level.ROLE).code


def test_a_name_in_any_spelling_is_found_within_the_filters_and_the_other_words(sharing: Session) -> None:
    other = elsewhere(sharing, "Şəkər Qoşqarlı orada idi.")
    assert codes(sharing, "Шекер Гошгарлы") == [other, SECOND]
    assert codes(sharing, f"Шекер Гошгарлы case:{CASE}") == [SECOND]
    assert codes(sharing, "Шекер Гошгарлы susdu") == [SECOND]
    assert codes(sharing, "Шекер Гошгарлы -kind:note") == [SECOND]
    assert codes(sharing, "Шекер Гошгарлы -susdu") == [other]
    assert find.search(sharing, "Шекер Гошгарлы").entries == (SOURCE,)


def test_a_coded_term_finds_its_other_words_within_the_filters(sharing: Session) -> None:
    here = add_testimony(sharing, "Onu həbs etdilər.")
    elsewhere(sharing, "Onu həbs etdilər.")
    assert here in codes(sharing, f"arrested case:{CASE}")
    assert codes(sharing, f"arrested case:{CASE} tag:yox") == []


def test_an_article_of_law_finds_the_case_and_its_parts(sharing: Session) -> None:
    code = add_testimony(sharing, "Onu 535.1-ci maddə ilə 200 AZN cərimə etdilər.")
    assert codes(sharing, "article:535.1") == codes(sharing, "article:535 tag:fine:200-azn") == [code]
    assert codes(sharing, "article:200") == []


def test_a_person_finds_her_words_and_what_speaks_of_her(sharing: Session) -> None:
    assert codes(sharing, f"person:{SOURCE}") == [FIRST, SECOND]
    assert codes(sharing, f"person:{GIRL}") == codes(sharing, f"about:{GIRL}") == [FIRST]
    assert codes(sharing, f"about:{SOURCE}") == [SECOND]
    sharing.close_sealed()
    assert codes(sharing, f"person:{GIRL}") == [FIRST], "as far as texts were looked at"


def test_open_hits_are_asked_of_the_cases_that_are_looked_at(sharing: Session) -> None:
    register.add_entry(sharing, name="Bahar Əliyeva")
    assert codes(sharing, "has:open") == [FIRST]
    assert codes(sharing, f"has:open case:{CASE} -bahar") == []
    assert codes(sharing, "-has:open") == [SECOND]
    with pytest.raises(NoSuchRecord):
        codes(sharing, "has:open case:C-404")
    sharing.close_sealed()
    with pytest.raises(SealedClosed):
        codes(sharing, "has:open")


def test_incidents_are_found_by_whom_they_name_by_law_and_as_reprisals(sharing: Session) -> None:
    published = Publication("Neft pulları", "Xəzər", UncertainDate.parse("2016-03-12"), "", SOURCE)
    story = forms.add(sharing, CASE, published, level=Level.ANONYMOUS, language="az").code
    act = Act("dismissal", (MAN,), (SOURCE,), articles=("535.1",), trigger=story)
    incident = Incident(UncertainDate.parse("2016-04"), acts=(act,))
    code = forms.add(sharing, CASE, incident, level=Level.ANONYMOUS, language="az").code
    assert codes(sharing, f"kind:incident person:{MAN}") == codes(sharing, "article:535 date:2016-04-20") == [code]
    assert codes(sharing, "reprisal:30") == codes(sharing, f"reprisal:30 case:{CASE} kind:incident") == [code]
    assert codes(sharing, "reprisal:10") == []
    assert code not in codes(sharing, "-reprisal:30 person:S-001")
    assert code in {item.code for item in timeline.of_person(sharing, MAN)}
    write.set_level(sharing, code, Level.SEALED)
    assert codes(sharing, f"person:{MAN} article:535.1") == [code]


def test_a_search_is_kept_under_a_name(sharing: Session) -> None:
    searches.save(sharing, " Bahar ", "bahar -has:draft")
    assert codes(sharing, searches.query_of(sharing, "Bahar")) == [FIRST]
    assert [one.name for one in searches.saved(sharing)] == ["Bahar"]
    with pytest.raises(BadQuery):
        searches.save(sharing, "yanlış", "kind:diary")
    with pytest.raises(BadValue):
        searches.save(sharing, " ", "bahar")
    searches.remove(sharing, "Bahar")
    with pytest.raises(NoSuchRecord):
        searches.query_of(sharing, "Bahar")

"""Each audience has a rung for every kind of detail; a bundle may choose another; one choice holds for all of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.errors import BadValue
from fieldnotes.model.audience import Audience
from fieldnotes.redaction.composition import applied
from fieldnotes.redaction.generalise import TOPICS, Facet
from fieldnotes.redaction.ladder import DEFAULTS, LADDERS, Ladder, Rung, Topic, for_audience, parse
from fieldnotes.redaction.quasi import find_details

STORY = (
    "On 5 March 2016 he was held; three days later, on 8 March 2016, freed. Martın 9-da, 14 mart 2016-cı ildə getdi. "
    "9 января 2017 года её задержали. She lived at 14 Gamsakhurdia Street in Tbilisi, aged 32, born in 1984."
)


def told(text: str, choices: str, audience: Audience = Audience.EDITOR) -> str:
    return applied(text, find_details(text, ladder=parse(choices, audience)))


def test_every_facet_and_topic_is_on_a_ladder() -> None:
    assert set(TOPICS) == set(Facet)
    assert set(TOPICS.values()) | {Topic.LINKS} == set(LADDERS) == set(Topic)
    assert all(DEFAULTS[audience][topic] in LADDERS[topic] for audience in Audience for topic in Topic)


def test_no_outside_audience_is_told_more_than_the_team_and_the_public_is_told_least() -> None:
    for topic, rungs in LADDERS.items():
        place = {audience: rungs.index(DEFAULTS[audience][topic]) for audience in Audience}
        assert place[Audience.INTERNAL] <= place[Audience.LEGAL] <= place[Audience.EDITOR] <= place[Audience.PUBLIC]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ("dates=exact", "On 5 March 2016 he came, three days later he left."),
        ("dates=month", "In [March 2016] he came, [shortly after] he left."),
        ("dates=season", "In [spring 2016] he came, [shortly after] he left."),
        ("dates=year", "In 2016 he came, [shortly after] he left."),
        ("dates=decade", "In the 2010s he came, [shortly after] he left."),
        ("dates=relative@2016-03-02", "[3 days after the event] he came, three days later he left."),
    ],
)
def test_the_rungs_of_dates(choices: str, expected: str) -> None:
    assert told("On 5 March 2016 he came, three days later he left.", choices) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 mart 2016-cı ildə getdi.", "[12 days after the event] getdi."),
        ("2016 წლის 1 მარტს წავიდა.", "[1 day before the event] წავიდა."),
        ("9 января 2017 года.", "[313 days after the event]."),
        ("In June 2016 he left.", "[3 months after the event] he left."),
        ("In 2018 he left.", "[2 years after the event] he left."),
        ("Signed 02.03.2016.", "Signed [the day of the event]."),
        ("On 31 February 2016 he left.", "[date] he left."),
        ("On 5 May he left.", "On [date] he left."),
    ],
)
def test_dates_are_counted_from_the_anchor_as_exactly_as_they_were_known(text: str, expected: str) -> None:
    assert told(text, "dates=relative@2016-03-02") == expected


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(-400, 400))
@settings(max_examples=40, deadline=None)
def test_two_dates_keep_their_distance_or_both_lose_their_day(anchor: date, days: int) -> None:
    later = date.fromordinal(anchor.toordinal() + days)
    text = f"{anchor.isoformat()} and {later.isoformat()}"
    first, second = told(text, f"dates=relative@{anchor.isoformat()}").split(" and ")
    assert first == "[the day of the event]"
    assert str(abs(days)) in second or (days == 0 and second == first)
    for rung in (Rung.MONTH, Rung.SEASON, Rung.YEAR, Rung.DECADE):
        coarse = told(f"{text}, {days} days after it", f"dates={rung.value}")
        assert anchor.isoformat() not in coarse
        assert later.isoformat() not in coarse
        assert f"{days} days" not in coarse or days <= 0


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ("places=exact", "He lived at 14 Gamsakhurdia Street in Gldani, Tbilisi, then in Ganja."),
        ("places=settlement", "He lived at [address] in [a district of a city], Tbilisi, then in Ganja."),
        ("places=district", ("He lived at [address] in [a district of a city], [a city in eastern Georgia], "
         "then in [a city in western Azerbaijan].")),
        ("places=country", ("He lived at [address] in [a district of a city], [a city in Georgia], "
         "then in [a city in Azerbaijan].")),
        ("places=abroad", "He lived at [address] in [a district of a city], [a city], then in [a city]."),
        ("places=abroad@AZ", "He lived at [address] in [a district of a city], [a city abroad], then in [a city]."),
    ],
)  # fmt: skip
def test_the_rungs_of_places(choices: str, expected: str) -> None:
    assert told("He lived at 14 Gamsakhurdia Street in Gldani, Tbilisi, then in Ganja.", choices) == expected


def test_other_countries_are_abroad_for_whoever_may_not_know_where() -> None:
    assert told("She left Azerbaijan for Georgia.", "places=abroad@AZ") == "She left Azerbaijan for [abroad]."


@pytest.mark.parametrize(
    ("text", "choices", "expected"),
    [
        ("She is 32 years old, born in 1984.", "ages=band", "She is [aged 30–34] years old, [born 1980–1984]."),
        ("She is 32 years old, born in 1984.", "ages=stage", "She is an adult, [year of birth]."),
        ("35 detainees paid 2000 AZN.", "counts=magnitude,money=magnitude", "tens of detainees paid thousands of AZN."),
        ("35 detainees paid 2000 AZN.", "", "35 detainees paid 2000 AZN."),
        ("Call +994 50 123 45 67.", "phones=kind", "Call [phone, Azerbaijan mobile]."),
        ("Call 8 903 123-45-67.", "phones=kind", "Call [phone, Russia mobile]."),
        ("Call +995 32 212 34 56.", "phones=kind", "Call [phone, Georgia]."),
        ("Call +994 50 123 45 67.", "phones=class", "Call [phone]."),
        ("See https://www.facebook.com/a.b now.", "links=kind", "See [link, social network] now."),
        ("See https://www.facebook.com/a.b now.", "links=class", "See [link] now."),
        ("Her brother is a baker.", "family=exact", "Her brother is an employee."),
        ("Her brother is a baker.", "jobs=exact", "Her relative is a baker."),
    ],
)
def test_the_rungs_of_the_other_ladders(text: str, choices: str, expected: str) -> None:
    assert told(text, choices) == expected


@pytest.mark.parametrize("wrong", ["dates", "dates=day of the week", "dates=band", "colours=red", "dates=relative",
                                   "dates=relative@soon"])  # fmt: skip
def test_a_choice_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(BadValue):
        parse(wrong, Audience.EDITOR)


def test_choices_are_told_and_the_anchor_is_not() -> None:
    ladder = parse("dates=relative@2016-03-02,places=abroad@AZ", Audience.EDITOR)
    assert ladder.choices()["dates"] == "relative"
    assert "2016" not in str(ladder.choices())
    assert "AZ" not in str(ladder.choices())


@pytest.mark.parametrize("audience", list(Audience)[1:])
@pytest.mark.parametrize("choices", ["", "dates=month", "dates=season", "ages=band,dates=relative@2016-03-02",
                                     "places=district,phones=kind", "places=abroad@AZ"])  # fmt: skip
def test_what_was_told_once_stays_as_it_is(audience: Audience, choices: str) -> None:
    once = told(STORY, choices, audience)
    assert told(once, choices, audience) == once


def test_brackets_of_an_author_hide_nothing() -> None:
    text = "He came [her brother, 5 March 2016, Tbilisi] and [March 2016] again."
    assert told(text, "") == "He came [her relative, 2016, [a city in Georgia]] and [2016] again."


def test_the_team_is_told_everything() -> None:
    assert find_details(STORY, ladder=for_audience(Audience.INTERNAL)) == []
    assert isinstance(for_audience(Audience.EDITOR), Ladder)


@pytest.mark.parametrize("audience", Audience)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_what_is_spelled_of_a_ladder_is_that_ladder_again(audience: Audience, data: st.DataObject) -> None:
    rungs = {topic: data.draw(st.sampled_from(LADDERS[topic])) for topic in Topic}
    anchor = data.draw(st.dates()) if rungs[Topic.DATES] is Rung.RELATIVE else None
    ladder = Ladder(rungs, anchor, data.draw(st.sampled_from(("", "GE", "TR"))))

    assert parse(ladder.spelled(), audience) == ladder

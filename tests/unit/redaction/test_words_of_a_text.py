"""What the matcher keeps of the words of a text, and what it works out for all of them at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.model.register import EntityType
from fieldnotes.redaction import Known, Outcome, Register
from fieldnotes.redaction.context import Context, read_context
from fieldnotes.redaction.homographs import plain
from fieldnotes.redaction.index import Index
from fieldnotes.redaction.names import spoken_form
from fieldnotes.redaction.scripts import Script, honest_spellings
from fieldnotes.redaction.suffixes import LONGEST, legal_tails, tail_family
from fieldnotes.redaction.view import make_view

LETTERS = {
    Script.LATIN: "aeəiıuünmlrdtskqğyzçcşghojêî",
    Script.CYRILLIC: "аеоуыиюяймнлрдтскгхвцчшьңғә",
    Script.GEORGIAN: "აეიოუბმნსდთშზგცვკლჩქ",
    Script.GREEK: "αεοιυςνωήά",
    Script.ARMENIAN: "աեիընսդուվմցնր",
}


def context_of(text: str, *names: str, language: str = "en") -> Context:
    index = Index([(number, EntityType.PERSON, name) for number, name in enumerate(names)])
    return read_context(make_view(text), language, index)[0]


@pytest.mark.parametrize("script", sorted(LETTERS))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_tails_asked_about_together_are_legal_as_they_are_alone(script: Script, data: st.DataObject) -> None:
    tails = data.draw(st.sets(st.text(LETTERS[script], min_size=1, max_size=LONGEST), min_size=1, max_size=30))
    assert legal_tails(tails, script) == {tail for tail in tails if tail_family(tail, script)}


@pytest.mark.parametrize(
    ("tails", "script"),
    [
        ("lardan ımızdan dan s ning ochka lıların imkilerdir nda ê xqw", Script.LATIN),
        ("ого евского цев ыми чик лардан данки ой щщ", Script.CYRILLIC),
        ("ისთვის მა ებში იკო ყყ", Script.GEORGIAN),
    ],
)
def test_the_tails_of_a_script_are_told_from_other_letters(tails: str, script: Script) -> None:
    *legal, nonsense = tails.split()
    found = legal_tails({*legal, nonsense}, script)
    assert nonsense not in found
    assert found == {tail for tail in legal if tail_family(tail, script)}
    assert len(found) >= 3


def test_no_tails_are_legal_among_none() -> None:
    assert legal_tails(set(), Script.LATIN) == set()


def test_a_word_that_is_nothing_but_itself_has_an_empty_reading() -> None:
    context = context_of("the kettle boiled while Leyla Baxışova wrote", "Leyla Baxışova")
    kettle = context.readings[1]
    assert (kettle.matches, kettle.pieces, kettle.number, kettle.digits) == ((), (), None, "")
    assert kettle.squeezed == context.readings.said[1]
    assert context.notable == [4, 5]


def test_words_to_be_parted_and_letters_that_stand_alone_are_notable() -> None:
    context = context_of("x LeylaBaxışova spoke", "Leyla Baxışova")
    assert [context.tokens.raws[place] for place in context.notable] == ["x", "Leyla", "Baxışova"]


def test_only_words_that_say_a_number_are_figures() -> None:
    context = context_of("call nine 12 times from room B7", "Leyla Baxışova")
    words = [context.tokens.raws[place] for place in context.readings.figures()]
    assert {"nine", "12"} <= set(words)
    assert not {"call", "times", "from", "room"} & set(words)


def test_a_text_of_known_words_is_read_like_the_first() -> None:
    register = Register([Known("P-1", EntityType.PERSON, ("Leyla Baxışova",))])
    text = "LeylaBaxışova came. B. Leyla said 12, then Baxışovadan nine letters."
    assert register.scan(text) == register.scan(text)


def test_a_small_word_is_looked_for_in_the_text_however_often_one_asks() -> None:
    words = "alma armud heyva nar üzüm gavalı şaftalı qarğıdalı limon portağal"
    context = context_of(f"{words} Limon Vişnə", "Leyla Baxışova")
    for _ in range(3):
        assert all(map(context.seen_small, words.split()))
        assert not context.seen_small("vişnə")
        assert not context.seen_small("Limon")
        assert not context.seen_small("gilas")


def test_a_sentence_ends_at_the_nearest_stop_on_either_side() -> None:
    context = context_of("One two three. Four five six seven! Eight\n\nnine ten", "Leyla Baxışova")
    assert [context.sentence(place) for place in (0, 2, 3, 5, 6, 7, 8, 9)] == [
        *[(0, 3)] * 2,
        *[(3, 7)] * 3,
        (7, 8),
        *[(8, 10)] * 2,
    ]


def test_a_sentence_without_an_end_is_looked_at_for_sixty_words() -> None:
    context = context_of("word " * 300, "Leyla Baxışova")
    assert context.sentence(150) == (90, 210)
    assert context.sentence(10) == (0, 70)
    assert context.sentence(290) == (230, 300)


@pytest.mark.parametrize("name", ["Səbinə Həsənzadə", "Джамал Щукин", "გიორგი მაისურაძე", "سعيد كريم", "Johann Ößling"])
def test_the_faces_of_all_parts_are_those_of_each(name: str) -> None:
    index = Index([(0, EntityType.PERSON, name), (1, EntityType.PERSON, "Nigar Əliyeva")])
    for part in index.parts:
        face = index.face(part.number)
        assert (face.plain, face.spoken) == (plain(part.text), spoken_form(part.text, part.script))


def test_the_partners_of_a_part_are_the_other_parts_of_its_names() -> None:
    index = Index([(0, EntityType.PERSON, "Nigar Əliyeva"), (1, EntityType.PERSON, "Nigar Səmədli")])
    number = {part.text: part.number for part in index.parts}
    named = {pair for pairs in index.partners(number["nigar"]).values() for pair in pairs}
    assert named == {(0, number["əliyeva"]), (1, number["səmədli"])}
    assert set(index.partners(number["səmədli"])) == {"n", "-r"}


def test_a_surname_much_like_the_registered_one_is_still_shown_beside_the_first_name() -> None:
    register = Register([Known("P-1", EntityType.PERSON, ("Nigar Mirzəyeva",))])
    hits = register.scan("Dünən Nigar Mirzəliyeva gəldi.", language="az")
    assert [(hit.start, hit.end) for hit in hits] == [(6, 23)]
    assert hits[0].outcome in (Outcome.AUTO, Outcome.REVIEW)


def test_a_word_of_three_scripts_is_read_in_one_way() -> None:
    """The scripts of a word are a set; as many letters in two of them must not let the order of the set decide."""
    assert honest_spellings("жՖǆ", "жՖǆ") == [("жՖǆ", Script.ARMENIAN, False)]

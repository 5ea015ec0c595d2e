"""A place in the redacted text leads back to the original: by the changes, by the words, or to the paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.model.review import Anchor, Part
from fieldnotes.services.remark_places import Exactness, by_words, mapped

ORIGINAL = "Bahar həyətə gəldi.\nŞəkər evə getdi, Bahar susdu.\nSon."
REDACTED = "[Person 1] həyətə gəldi.\n[Person 2] evə getdi, [Person 1] susdu.\nSon."
NAMES = (("Bahar", "[Person 1]"), ("Şəkər", "[Person 2]"))


def moves_of(original: str, pairs: tuple[tuple[str, str], ...]) -> list[tuple[int, int, int, int]]:
    """The changes that replace each name."""
    places = sorted((at, old, new) for old, new in pairs for at in _all(original, old))
    shift, found = 0, []
    for at, old, new in places:
        found.append((at, at + len(old), at + shift, at + shift + len(new)))
        shift += len(new) - len(old)
    return found


def _all(text: str, words: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(words, at)]


MOVES = moves_of(ORIGINAL, NAMES)


def at(words: str, text: str = REDACTED) -> Anchor:
    start = text.index(words)
    return Anchor.of(text, start, start + len(words))


def test_words_that_were_not_touched_are_found_exactly() -> None:
    place = mapped(ORIGINAL, at("evə getdi"), MOVES)

    assert place is not None
    assert (ORIGINAL[place.start : place.end], place.how) == ("evə getdi", Exactness.EXACT)


def test_a_label_leads_to_the_name_and_the_words_beside_it() -> None:
    for quote, words in (
        ("[Person 2] evə", "Şəkər evə"),
        ("getdi, [Person 1] susdu", "getdi, Bahar susdu"),
        ("rson 1] s", "Bahar s"),
    ):
        place = mapped(ORIGINAL, at(quote), MOVES)
        assert place is not None
        assert (ORIGINAL[place.start : place.end], place.how) == (words, Exactness.COVERING)


def test_what_was_taken_out_without_a_trace_moves_nothing_behind_it() -> None:
    original, redacted = "Dünən gecə o gəldi.", "Dünən o gəldi."
    place = mapped(original, at("o gəldi", redacted), [(5, 10, 5, 5)])

    assert place is not None
    assert original[place.start : place.end] == "o gəldi"


def test_changes_that_do_not_fit_lead_nowhere() -> None:
    assert mapped("Tamam başqa mətn.", at("Son"), MOVES) is None
    assert mapped(ORIGINAL, Anchor(Part.TEXT, 9, 0, 3, "0" * 64), MOVES) is None
    assert mapped(ORIGINAL, Anchor(Part.TEXT, 2, 0, 4, "0" * 64), MOVES) is None


def test_without_changes_the_words_are_looked_for() -> None:
    place = by_words(ORIGINAL, at("evə getdi"))
    assert ORIGINAL[place.start : place.end] == "evə getdi"

    moved = by_words("Yeni.\nYeni.\nYeni.\n" + ORIGINAL, at("evə getdi"))
    assert moved.how is Exactness.EXACT


def test_words_that_are_there_twice_or_not_at_all_lead_to_the_paragraph() -> None:
    twice = by_words("bir\nsusdu, sonra yenə susdu", Anchor.of("x\nsusdu", 2, 7))
    gone = by_words(ORIGINAL, at("[Person 2]"))
    nowhere = by_words("bir sətir", at("[Person 2]"))

    assert (twice.how, twice.start) == (Exactness.PARAGRAPH, 4)
    assert (gone.how, ORIGINAL[gone.start : gone.end]) == (Exactness.PARAGRAPH, "Şəkər evə getdi, Bahar susdu.")
    assert nowhere.how is Exactness.RECORD


@given(st.text("ab \n", max_size=40), st.integers(0, 40), st.integers(1, 6))
def test_every_passage_that_was_not_touched_is_found_again(text: str, start: int, length: int) -> None:
    original = f"NAME{text}NAME"
    redacted = original.replace("NAME", "[Person 1]")
    moves = moves_of(original, (("NAME", "[Person 1]"),))
    begin = len("[Person 1]") + min(start, len(text))
    end = min(begin + length, len(redacted) - len("[Person 1]"))
    try:
        anchor = Anchor.of(redacted, begin, end)
    except ValueError:
        return
    place = mapped(original, anchor, moves)

    assert place is not None
    assert place.how is Exactness.EXACT
    assert anchor.span_in(redacted) == (place.start + 6, place.end + 6)

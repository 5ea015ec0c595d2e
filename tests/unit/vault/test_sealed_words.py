"""Cutting SEALED words out of a body and putting them back: exact, and nothing of them left in the open part."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.model.level import Level
from fieldnotes.model.record import Block, BlockStyle, Body, Passage
from fieldnotes.vault import codec
from fieldnotes.vault.records import sealed_words
from fieldnotes.vault.records.sealed_words import PLACEHOLDER, are_in, join, split

OPEN_LETTERS = "abğ ▒é\u200f"
SEALED_LETTER = "Q"
TEXTS = st.text(alphabet=OPEN_LETTERS, max_size=9)


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """Blocks of any style and passages anywhere: touching, nested, across blocks, out of range, with wrong quotes."""
    blocks = tuple(draw(st.lists(st.builds(Block, TEXTS, st.sampled_from(BlockStyle)), max_size=5)))
    text = Body(blocks).text
    passages = []
    for _ in range(draw(st.integers(0, 5))):
        start, end = draw(st.integers(-1, len(text) + 2)), draw(st.integers(-1, len(text) + 2))
        level = draw(st.sampled_from((Level.SEALED, Level.SEALED, Level.ROLE)))
        quote = draw(st.sampled_from((text[max(start, 0) : max(end, 0)], "ab", "")))
        passages.append(Passage(start, end, level, quote, draw(TEXTS), draw(TEXTS)))
    return Body(blocks, tuple(passages))


@settings(max_examples=600)
@given(bodies())
def test_what_is_put_back_is_what_was_written(body: Body) -> None:
    opened, words = split(body)
    assert are_in(opened) == are_in(body) == (words is not None)
    if words is None:
        assert opened is body
        return
    stored = codec.load_body(codec.dump_body(opened)), codec.load_words(codec.dump_words(words))
    assert join(*stored) == body


@settings(max_examples=600)
@given(bodies())
def test_the_open_part_is_the_text_with_placeholders(body: Body) -> None:
    text, (opened, words) = body.text, split(body)
    if words is None:
        return
    gone = [False] * len(text)
    for start, end in sealed_words._spans(body.passages, text):
        gone[start:end] = [True] * (end - start)
    kept = "".join(letter for letter, cut in zip(text, gone, strict=True) if not cut)
    shown = opened.text
    for cut in reversed(words.cuts):
        assert shown[cut.at : cut.at + len(PLACEHOLDER)] == PLACEHOLDER
        shown = shown[: cut.at] + shown[cut.at + len(PLACEHOLDER) :]
    assert shown == kept
    assert len(opened.passages) == len(body.passages)
    for old, new in zip(body.passages, opened.passages, strict=True):
        assert new.level is old.level
        assert 0 <= new.start <= len(opened.text)
        assert 0 <= new.end <= len(opened.text)
        assert new.quote in ("", opened.text[new.start : new.end])
        if new.level is Level.SEALED:
            assert (new.quote, new.replacement, new.reason) == ("", "", "")


@given(bodies())
def test_no_sealed_letter_stays(body: Body) -> None:
    """Every letter of a SEALED stretch is made recognisable; none may be anywhere in what stays open."""
    text = list(body.text)
    for start, end in sealed_words._spans(body.passages, body.text):
        text[start:end] = [letter if letter == "\n" else SEALED_LETTER for letter in text[start:end]]
    lines, at = [], 0
    for block in body.blocks:
        lines.append(Block("".join(text[at : at + len(block.text)]), block.style))
        at += len(block.text) + 1
    marked = Body(tuple(lines))
    passages = tuple(
        Passage(p.start, p.end, p.level, marked.text[max(p.start, 0) : max(p.end, 0)], p.quote, p.reason)
        for p in body.passages
    )
    # A stretch that was cut because of a wrong quote has no passage of its own now: give it one.
    spans = sealed_words._spans(body.passages, body.text)
    passages += tuple(Passage(a, b, Level.SEALED, marked.text[a:b]) for a, b in spans)
    opened, _ = split(Body(marked.blocks, passages))
    assert SEALED_LETTER.encode() not in codec.dump_body(opened)


def test_passages_that_touch_keep_a_placeholder_each() -> None:
    body = Body.of("Rauf Bakıdan getdi", (Passage(0, 4, Level.SEALED, "Rauf"), Passage(4, 11, Level.SEALED, " Bakıda")))
    opened, words = split(body)
    assert opened.text == f"{PLACEHOLDER}{PLACEHOLDER}n getdi"
    assert [(p.start, p.end) for p in opened.passages] == [(0, 3), (3, 6)]
    assert words is not None
    assert join(opened, words) == body


def test_a_passage_over_several_blocks_gives_them_back_with_their_styles() -> None:
    blocks = (Block("Gecə", BlockStyle.HEADING_1), Block(""), Block("bir", BlockStyle.BULLET), Block("iki qapı"))
    body = Body(
        blocks,
        (Passage(2, 13, Level.SEALED, "cə\n\nbir\niki", "…", "qohumu"), Passage(14, 18, Level.ROLE, "qapı", "yer")),
    )
    opened, words = split(body)
    assert opened == Body(
        (Block("Ge▒▒▒ qapı", BlockStyle.HEADING_1),),
        (Passage(2, 5, Level.SEALED, ""), Passage(6, 10, Level.ROLE, "qapı", "yer")),
    )
    assert words is not None
    assert join(opened, words) == body


def test_a_lower_passage_does_not_repeat_the_sealed_words_it_holds() -> None:
    text = "qardaşı Rauf orada işləyir"
    body = Body.of(text, (Passage(0, 18, Level.ROLE, text[:18], "Rauf", "x"), Passage(8, 12, Level.SEALED, "Rauf")))
    opened, _ = split(body)
    assert "Rauf" not in codec.dump_body(opened).decode()
    assert opened.passages[0] == Passage(0, 17, Level.ROLE, "")


def test_words_of_a_passage_that_lost_its_place_are_cut_where_they_stand_now() -> None:
    body = Body.of("Dünən Rauf gəldi, sonra Rauf getdi", (Passage(0, 4, Level.SEALED, "Rauf"),))
    opened, words = split(body)
    assert opened.text == "▒▒▒n ▒▒▒ gəldi, sonra ▒▒▒ getdi"
    assert words is not None
    assert join(opened, words) == body
    assert sealed_words.texts(body) == {"Dünə", "Rauf"}

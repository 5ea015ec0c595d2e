from __future__ import annotations

import pytest

from fieldnotes.redaction.view import lowered, make_view, reads_as_written


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Thac\u200bke\u00adray", "Thackeray"),
        ("Th<b>acke</b>ray", "Thackeray"),
        ("**Thack**eray", "Thackeray"),
        ("one<br>two", "one\ntwo"),
        ("Th&#97;ckeray&nbsp;x", "Thackeray\u00a0x"),
        ("%D0%97%D0%BE%D1%8F", "Зоя"),
        ("=D0=97=D0=BE=\n=D1=8F", "Зоя"),
        (r"\u0417\u043e\u044f", "Зоя"),
        ("Ｏｗｅｎ 𝓞𝔀𝓮𝓷", "Owen Owen"),
        ("ᲚᲔᲕᲐᲜ", "ლევან"),
        ("Крапи\u0301вина и\u0306", "Крапивина й"),
        ("He\u0301le\u0300ne", "Hélène"),
        ("الدر\u0640\u0640عاوي رَامِي", "الدرعاوي رامي"),
        ("100 % of 5%2 & <3 = 4", "100 % of 5%2 & <3 = 4"),
        ("owen\\_t88", "owen_t88"),
        ("Karabu\u00ad\n  lutlu", "Karabulutlu"),
        ("GÃ¼lÅŸÉ™n «Ñ»", "Gülşən «Ñ»"),
        ("Èãîðü Ñòàíè÷íûé", "Игорь Станичный"),
        ("È vero, così è", "È vero, così è"),
        ("", ""),
    ],
)
def test_the_view_shows_what_a_reader_sees(source: str, shown: str) -> None:
    assert make_view(source).text == shown


def test_every_view_character_leads_back_to_its_source() -> None:
    source = "Th<b>a</b>c\u200bke&#114;ay"
    view = make_view(source)
    assert view.text == "Thackeray"
    assert source[slice(*view.span(0, len(view.text)))] == source
    assert source[slice(*view.span(7, 8))] == "a"
    assert source[slice(*view.span(6, 7))] == "&#114;"


def test_a_span_takes_whole_clusters_and_the_invisible_signs_behind_it() -> None:
    source = "x Hélène\u0301\u200b y"
    view = make_view(source)
    start = view.text.index("H")
    assert source[slice(*view.span(start, start + 6))] == "Hélène\u0301\u200b"


def test_lower_case_keeps_offsets_for_dotted_capital_i() -> None:
    assert lowered("İKİ IŞIL ǝ") == "iki işil ə"
    assert len(lowered("İ" * 9)) == 9


def test_attributes_of_tags_stay_searchable() -> None:
    source = '<a href="mailto:owen@mail.example">write</a>'
    view = make_view(source)
    assert view.text == "write"
    assert [source[start:end] for start, end in view.asides] == ['a href="mailto:owen@mail.example"']


def test_a_long_text_is_lowered_like_its_lines() -> None:
    lines = ["ΟΔΟΣ ΣΟΦΟΣ", "İĞDIR Ǝli", "", "Ёлка"] * 5000
    assert lowered("\n".join(lines)) == "\n".join(map(lowered, lines))
    assert lowered("ΟΔΟΣ" * 20_000).endswith("ς")


@pytest.mark.parametrize(
    "source",
    [
        "Nigar Həsənova",
        "José Núñez",
        "Ni\u00adgar",
        "N\u200bigar",
        "&amp;",
        "Ð\u009dигар",
        "е\u0301",
        "<b>Nigar</b>",
        "",
    ],
)
def test_what_reads_as_written_needs_no_view(source: str) -> None:
    assert reads_as_written(source) == (make_view(source).text == source)

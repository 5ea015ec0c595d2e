"""Where a text gives a person's second name, and which words are the two names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.redaction.realnames import find_real_names


def names(text: str) -> list[str]:
    return [text[one.name_start : one.name_end] for one in find_real_names(text)]


@pytest.mark.parametrize(
    ("text", "name", "remark", "other"),
    [
        ("Abu Selim [real name Vugar Salmanli] left.", "Vugar Salmanli", "[real name Vugar Salmanli]", "Abu Selim"),
        ("Abu Selim (real name: vugar salmanli) left.", "vugar salmanli", "(real name: vugar salmanli)", "Abu Selim"),
        ("Aytac (real name Aynur rzali, a cook) x", "Aynur rzali", "(real name Aynur rzali, a cook)", "Aytac"),
        ("Aytac Rzali (born Elena Orlova) x", "Elena Orlova", "(born Elena Orlova)", "Aytac Rzali"),
        ("Aytac Rzali, née Orlova, left", "Orlova", "née Orlova", "Aytac Rzali"),
        ("Selim, also known as Vugar Bey. Then", "Vugar Bey", "also known as Vugar Bey", "Selim"),
        ("Selim, a.k.a. V. Salmanli, left", "V. Salmanli", "a.k.a. V. Salmanli", "Selim"),
        ("the cook whose real name is Aynur Rzali left", "Aynur Rzali", "real name is Aynur Rzali", None),
        ("Selim (əsl adı Vüqar Əli oğlu Salmanlı) gəldi", "Vüqar Əli oğlu Salmanlı", None, "Selim"),
        ("Selim [ƏSL ADI VÜQAR SALMANLI]", "VÜQAR SALMANLI", "[ƏSL ADI VÜQAR SALMANLI]", "Selim"),
        ("Салим (настоящее имя — Вугар Салманлы) x", "Вугар Салманлы", None, "Салим"),
        ("Салим, он же Вугар Салманлы, уехал", "Вугар Салманлы", "он же Вугар Салманлы", "Салим"),
        ("Анна Рзали (урожд. Орлова) уехала", "Орлова", "(урожд. Орлова)", "Анна Рзали"),
        ("Selim (gerçek adı: Hüseyin Ak) geldi", "Hüseyin Ak", "(gerçek adı: Hüseyin Ak)", "Selim"),
        ("Selim, nam-ı diğer Hüseyin Ak, geldi", "Hüseyin Ak", "nam-ı diğer Hüseyin Ak", "Selim"),
        ("Qara Selim kimi tanınan Vüqar Salmanlı", "Qara Selim", "Qara Selim kimi tanınan", "Vüqar Salmanlı"),
        ("Selim (real name ლევან კობახიძე) left", "ლევან კობახიძე", None, "Selim"),
        ("Her pen name is “Aylin”.", "Aylin", None, None),
        ("Abu Selim [real\nname Vugar\nSalmanli] left.", "Vugar\nSalmanli", None, "Abu Selim"),
        ("Abu Selim [<i>real</i> name Vugar Salmanli] left.", "Vugar Salmanli", None, "Abu Selim"),
    ],
)
def test_both_names_and_the_remark_are_found(text: str, name: str, remark: str | None, other: str | None) -> None:
    (found,) = find_real_names(text)

    assert text[found.name_start : found.name_end] == name
    assert remark is None or text[found.start : found.end] == remark
    assert (found.other and text[slice(*found.other)]) == other


@pytest.mark.parametrize(
    "text",
    [
        "The plant, also known as 'heartbreak', is rare.",
        "Known for his songs, Selim left.",
        "Aytac (born 4 March 1999) left.",
        "Aytac (born March 4, 1999) left.",
        "Aytac (born in Rustavi) left.",
        "Aytac (born Rustavi, 1999) left.",
        "Aytac was born. Selim left.",
        "Aytac (not her real name) left.",
        "Aytac (real name withheld) left.",
        "Aytac (real name: ) left.",
        "Он же сказал, что Вугар уехал.",
        "Real names of sources are kept elsewhere.",
        "",
    ],
)
def test_wording_without_a_second_name_is_left_alone(text: str) -> None:
    assert names(text) == []


def test_several_remarks_are_found_in_order() -> None:
    text = "Selim [real name Vugar Salmanli] met Aytac (née Orlova), known as Kira."

    assert names(text) == ["Vugar Salmanli", "Orlova", "Kira"]


def test_the_name_ends_with_the_sentence() -> None:
    assert names("He is known as Vugar Salmanli. Aytac left.") == ["Vugar Salmanli"]


@given(st.text(max_size=200), st.sampled_from(["[real name ", "known as A", "a.k.a. ", "kimi tanınan ", "(born "]))
def test_any_text_gives_spans_inside_it(text: str, cue: str) -> None:
    whole = text[:100] + cue + text[100:] + "]"

    for found in find_real_names(whole):
        assert 0 <= found.start <= found.name_start < found.name_end <= found.end <= len(whole)

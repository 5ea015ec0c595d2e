"""Properties of every scan, on arbitrary text and on text made of names."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.model.register import EntityType
from fieldnotes.redaction import Known, Outcome, Register

REGISTER = Register(
    [
        Known("a", EntityType.PERSON, ("Günay Cəbrayılova", "+994 50 123 45 67", "gunay@dalga.example", "@gunay_c")),
        Known("b", EntityType.PERSON, ("Зоя Крапивина",)),
        Known("c", EntityType.PERSON, ("ლევან ჭანტურიძე",)),
        Known("d", EntityType.PERSON, ("رامي الدرعاوي",)),
        Known("e", EntityType.PERSON, ("Owen Thackeray", "Red")),
        Known("f", EntityType.ORG, ("Free Harbour Fund", "QXT")),
        Known("g", EntityType.PLACE, ("Göytəpə",)),
        Known("h", EntityType.PERSON, ("K",)),
        Known("i", EntityType.PERSON, ("Grace Stone", "Li Wei")),
        Known("j", EntityType.PERSON, ("Oksana Thackeray",)),
        Known("k", EntityType.PERSON, ("Lucía de la Fresneda", "Grace Calloway")),
    ]
)
VOCABULARY = """
Günay Cəbrayılova Cəbrayılovanın Зоя Крапивина Крапивину крапивина ლევან ჭანტურიძემ رامي الدرعاوي Owen THACKERAY
thackeray Thackery O. Grace grace Stone stone Li Wei K k Free Harbour Fund QXT-nin Göytəpədən and the met Alice in
050 123 45 67 gunay @gunay_c (at) dalga dot example Red Петровна qızı Street [Person 7] T h a c k e r a y
Oksana Lucía de la d. L. Fresneda
Грэйс Кэллоуэй Calloway Callo way San Оксанин брат O.T.
"""
WORDS = st.sampled_from(VOCABULARY.split())
GLUE = st.sampled_from([" ", " ", " ", ", ", ". ", "\n", "-", "", "'", "\u200b", " \u202e", "; ", "<b>", "&amp;", "_"])
SENTENCES = st.lists(st.tuples(WORDS, GLUE), max_size=14).map(
    lambda pairs: "".join(word + glue for word, glue in pairs)
)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_scanned_and_spans_are_in_order(text: str) -> None:
    check_spans(text)


@given(SENTENCES)
@settings(max_examples=400, deadline=None)
def test_text_of_names_gives_ordered_spans(text: str) -> None:
    check_spans(text)


@given(SENTENCES)
@settings(max_examples=400, deadline=None)
def test_redacted_text_has_nothing_left_to_redact(text: str) -> None:
    once = redacted(text)
    assert [hit for hit in REGISTER.scan(once) if hit.outcome is Outcome.AUTO] == []


@given(st.lists(st.text(max_size=20), max_size=4), st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_string_may_be_registered(names: list[str], text: str) -> None:
    for entity_type in EntityType:
        register = Register([Known("x", entity_type, tuple(names))])
        for hit in register.scan(text + " " + " ".join(names)):
            assert hit.end > hit.start


SILENT = [
    "İ",
    "ъ",
    "ьъ",
    "ء",
    "'",
    "ʼ",
    "Ñ\x8a",
    "я",
    "Ё",
    "ა",
    "و",
    "🙂",
    "-",
    "\u0301",
    "İ\u0307",
    "ﷺ",
    "ﬃ",
    "ß",
    "x",
]
SIGNS = st.text(
    st.sampled_from("aİıñÑъьЁяაჰءوهٱ'’-._@+0١۱ \t\n\x8a\u200b\u0301\u202eﷺﬃßＡ🙂𝔸ǅ")
    | st.characters(exclude_categories=["Cs"]),
    max_size=3,
)


@given(st.lists(SIGNS | st.sampled_from(SILENT), max_size=4), st.lists(SIGNS | st.sampled_from(SILENT), max_size=12))
@settings(max_examples=150, deadline=None)
def test_names_of_one_sign_or_none_are_searched_without_a_crash(names: list[str], words: list[str]) -> None:
    text = " ".join([*words, *names, "Anar", *names])
    for entity_type in (EntityType.PERSON, EntityType.PLACE, EntityType.HANDLE):
        for hit in Register([Known("x", entity_type, tuple(names))]).scan(text):
            assert 0 <= hit.start < hit.end <= len(text)


def test_a_word_without_any_sound_is_no_error() -> None:
    text = "ъ Ñ\x8a İlham"
    hits = Register([Known("a", EntityType.PERSON, ("İ", "İlham"))]).scan(text)
    assert [text[hit.start : hit.end] for hit in hits] == ["İlham"]


def check_spans(text: str) -> None:
    hits = REGISTER.scan(text)
    position = 0
    for hit in hits:
        assert position <= hit.start < hit.end <= len(text)
        assert hit.ids
        position = hit.end


def redacted(text: str) -> str:
    pieces, position = [], 0
    for hit in REGISTER.scan(text):
        if hit.outcome is Outcome.AUTO:
            pieces += [text[position : hit.start], "[Person 7]"]
            position = hit.end
    return "".join([*pieces, text[position:]])

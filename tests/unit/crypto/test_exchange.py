"""Strict JSON and harmless text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.crypto import exchange

VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.integers(-(2**53), 2**53) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text("abcdef", max_size=8), VALUES, max_size=5))
def test_canonical_documents_read_back(document: dict[str, object]) -> None:
    data = exchange.canonical(document)
    assert exchange.strict_object(data, limit_bytes=100_000).raw() == document
    assert exchange.canonical(exchange.strict_object(data, limit_bytes=100_000).raw()) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"{'a':1}",
        b'{"a":1,}',
        b'{"a":1} x',
        b'{"a":1}{"a":1}',
        b'{"a":1,"a":1}',
        b'{"b":{"a":1,"a":2}}',
        b'{"a":1.0}',
        b'{"a":"\\ud800"}',
        b'{"a":[{"\\uDFFF":1}]}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":9007199254740993}',
        b'{"a":' + b"9" * 10_000 + b"}",
        b'{"a":"\xff"}',
        b'\xef\xbb\xbf{"a":1}',
        '{"a":1}'.encode("utf-16"),
        b'{"a":"\n"}',
        b'{"a":"unfinished',
        b'{"a":' + b"[" * 33 + b"]" * 33 + b"}",
        b'{"a":' * 100_000,
        b'{"a":[' + b"1," * 200_001 + b"1]}",
        b'{"a":"' + b'\\"' * 200_000,
        b'"' * 500_000,
    ],
    ids=lambda data: repr(data[:24]),
)
def test_what_is_not_strict_is_refused(data: bytes) -> None:
    with pytest.raises(exchange.Malformed):
        exchange.strict_object(data, limit_bytes=1_000_000)


def test_brackets_inside_strings_do_not_count() -> None:
    data = exchange.canonical({"a": "[" * 1000 + '\\"' * 1000 + "{" * 1000})
    assert exchange.strict_object(data, limit_bytes=len(data)).text("a", limit=10_000).startswith("[[")
    with pytest.raises(exchange.Malformed):
        exchange.strict_object(data, limit_bytes=len(data) - 1)


def test_members_are_taken_by_type() -> None:
    fields = exchange.strict_object(
        b'{"text":"x","long":"xxxx","number":1,"minus":-1,"yes":true,"list":["a"],"map":{"a":2}}',
        limit_bytes=1000,
    )
    assert fields.text("text") == "x"
    assert fields.integer("number") == 1
    assert fields.texts("list") == ("a",)
    assert fields.counts("map") == {"a": 2}
    for attempt in (
        lambda: fields.text("number"),
        lambda: fields.text("none"),
        lambda: fields.text("long", limit=3),
        lambda: fields.integer("yes"),
        lambda: fields.integer("minus"),
        lambda: fields.integer("text"),
        lambda: fields.texts("text"),
        lambda: fields.counts("list"),
        lambda: list(fields.objects("list")),
        lambda: fields.require("text"),
    ):
        with pytest.raises(exchange.Malformed):
            attempt()


def test_controls_and_direction_overrides_are_removed_and_letters_are_not() -> None:
    assert exchange.harmless("a\x00b\x1b[0m\r\nc\td\x85\u202ee\u2066f\u2069") == "ab[0m\nc\tdef"
    kept = "Xədicə İsmayılova ıI مريم\u200f მარიამ\u200d"
    assert exchange.harmless(kept) == kept
    assert exchange.harmless_line(" a\n\tb\u2028c ") == "a b c"

"""A policy to begin with has every line of the format, explained, and demands no more than it says."""

from __future__ import annotations

import dataclasses

import pytest

from fieldnotes.policy.document import parse
from fieldnotes.policy.draft import draft, key_of, table_of
from fieldnotes.policy.limits import BUILT_IN, Policy
from fieldnotes.policy.lines import OPENSSL, READERS, allowed
from fieldnotes.protection.policy import is_lower

BESIDE_LIMITS = {"id", "version", "sha256", "lines", "unanswered", "unknown", "min_sqlcipher", "field_levels"}


def limits(policy: Policy) -> dict[str, object]:
    return {one.name: getattr(policy, one.name) for one in dataclasses.fields(Policy) if one.name not in BESIDE_LIMITS}


@pytest.mark.parametrize("strict", [False, True])
def test_every_line_of_the_format_stands_in_it_once_and_is_explained(strict: bool) -> None:
    rows = draft("ex", strict=strict).splitlines()
    for line in (*READERS, f"{OPENSSL}3.6"):
        start = rows.index(f"[{table_of(line)}]")
        end = next((at for at in range(start + 1, len(rows)) if rows[at].startswith("[")), len(rows))
        found = [at for at in range(start, end) if rows[at].removeprefix("# ").startswith(f"{key_of(line)} = ")]
        assert len(found) == 1, line
        assert rows[found[0] - 1].startswith("# ")
        assert allowed(line) in rows[found[0] - 1]


@pytest.mark.parametrize("strict", [False, True])
def test_it_can_be_signed_as_it_is(strict: bool) -> None:
    found = parse(draft("ex", strict=strict).encode())
    assert (found.id, found.version, found.unknown, found.unanswered) == ("ex", 1, (), ())


def test_the_usual_one_demands_what_is_built_in() -> None:
    found = parse(draft("ex").encode())
    assert limits(found) == limits(BUILT_IN)
    assert {level for _, level in found.field_levels} == {BUILT_IN.least_level}


def test_the_strict_one_is_nowhere_looser_and_mostly_stricter() -> None:
    usual, strict = parse(draft("ex").encode()), parse(draft("ex", strict=True).encode())
    assert {line for line, _ in usual.lines} < {line for line, _ in strict.lines}
    pairs = dict(usual.field_levels), dict(strict.field_levels)
    assert not [kind for kind, level in pairs[1].items() if is_lower(level, pairs[0][kind])]
    assert sum(value != limits(usual)[name] for name, value in limits(strict).items()) > 15


def test_no_two_names_of_the_head_break_it() -> None:
    assert parse(draft("a-b_c.D").encode()).id == "a-b_c.D"

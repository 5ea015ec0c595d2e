"""One line of a policy is changed: its comments and every other line stay, and nothing that is no value gets in."""

from __future__ import annotations

import pytest

from fieldnotes.policy.change import changed, raised
from fieldnotes.policy.document import parse
from fieldnotes.policy.draft import draft
from fieldnotes.policy.limits import Wrong
from fieldnotes.policy.lines import OPENSSL, READERS

HEAD = 'format = "fieldnotes-policy/1"\nid = "ex"\nversion = 3 # the third\n'
BY_HAND = (
    HEAD
    + """
[kdf] # guessing
min_memory_mib = 512   # our laptops have 8 GB
min_words = 6
[lock]
on = [ # all that we know of
  "lid",     # a lid
  "suspend",
]
idle_s = 200
[levels.fields.person]
name = "SEALED"
[crypto]
min_openssl = { "3.6" = "3.6.3" }
"""
)


def change(line: str, text: str | None, before: str = BY_HAND) -> tuple[list[str], list[str]]:
    """Rows that went and rows that came."""
    after = changed(before.encode(), line, text).decode()
    old, new = before.splitlines(), after.splitlines()
    return [row for row in old if row not in new], [row for row in new if row not in old]


@pytest.mark.parametrize(
    ("line", "text", "gone", "came"),
    [
        ("kdf.min_words", "7", ["min_words = 6"], ["min_words = 7"]),
        (
            "kdf.min_memory_mib",
            "1024",
            ["min_memory_mib = 512   # our laptops have 8 GB"],
            ["min_memory_mib = 1024   # our laptops have 8 GB"],
        ),
        ("kdf.min_iterations", "4", [], ["min_iterations = 4"]),
        ("levels.fields.person.name", "INTERNAL", ['name = "SEALED"'], ['name = "INTERNAL"']),
        ("levels.fields.person.name", '"ROLE"', ['name = "SEALED"'], ['name = "ROLE"']),
        ("backup.location", "other-volume", [], ["[backup]", 'location = "other-volume"']),
        ("export.recipients_pinned", "true", [], ["[export]", "recipients_pinned = true"]),
        ("crypto.min_sqlcipher", "4.17", [], ['min_sqlcipher = "4.17"']),
        ("expires", "2027-05-01", [], ["expires = 2027-05-01"]),
        ("kdf.min_words", None, ["min_words = 6"], ["# min_words = 6"]),
    ],
)
def test_only_the_line_changes(line: str, text: str | None, gone: list[str], came: list[str]) -> None:
    assert change(line, text) == (gone, came)


@pytest.mark.parametrize("text", ["lid,suspend,minimise", "lid, suspend, minimise", '["lid", "suspend", "minimise"]'])
def test_a_list_of_several_rows_becomes_one(text: str) -> None:
    after = changed(BY_HAND.encode(), "lock.on", text)
    assert parse(after).lock_on == ("lid", "suspend", "minimise")
    assert 'on = ["lid", "suspend", "minimise"]\nidle_s = 200' in after.decode()
    assert parse(changed(BY_HAND.encode(), "lock.on", None)).lock_on == ()
    assert parse(changed(BY_HAND.encode(), "lock.on", "lid")).lock_on == ("lid",)


def test_a_line_is_switched_off_and_on_again_where_it_stood() -> None:
    off = changed(BY_HAND.encode(), "kdf.min_words", None)
    assert parse(off).min_words == 0
    assert changed(off, "kdf.min_words", None) == off
    assert changed(off, "kdf.min_words", "6") == BY_HAND.encode()


@pytest.mark.parametrize("line", [*READERS, f"{OPENSSL}3.6"])
def test_every_line_of_a_draft_can_be_switched_off_and_set(line: str) -> None:
    strict = parse(draft("ex", strict=True).encode())
    before = draft("ex").encode()
    off = changed(before, line, None)
    assert line not in dict(parse(off).lines)
    values = {"recovery.two_person": "true", f"{OPENSSL}3.6": "3.6.9", **dict(strict.lines)}
    if line in values:
        after = changed(off, line, values[line])
        assert dict(parse(after).lines)[line] == values[line]
        assert len(after.splitlines()) == len(before.splitlines())


@pytest.mark.parametrize(
    ("line", "text", "why"),
    [
        ("kdf.min_word", "7", "no line"),
        ("levels.fields.person.employer", "SEALED", "no line"),
        ("version", "4", "no line"),
        ("id", "other", "no line"),
        ("kdf", "1", "no line"),
        ("kdf.min_words", "seven", "whole number"),
        ("kdf.min_memory_mib", "128", "from 256 to"),
        ("lock.idle_s", "9999", "from 15 to 300"),
        ("lock.on", "thunder", "list of"),
        ("levels.lower_requires", "nothing", "one of"),
        ("export.recipients_pinned", "false", "only be true"),
        ("expires", "soon", "must be a day"),
        ("successor", "RWx", "key"),
        ("seal.recipients", "age1abc", "post-quantum"),
        ("crypto.min_sqlcipher", "new", "version such as"),
        (f"{OPENSSL}3.6", "3.6.4", "only an editor"),
        ("levels.fields.person.body", "SEALED", "no line"),
    ],
)
def test_what_is_no_line_or_no_value_is_refused(line: str, text: str, why: str) -> None:
    with pytest.raises(Wrong, match=why):
        changed(BY_HAND.encode(), line, text)


def test_a_text_that_looks_like_lines_is_not_changed_by_mistake() -> None:
    tricky = HEAD + '[export]\nreason = "required"\n[lock]\nidle_s = 200\n[kdf]\nmin_words = 6\nlanes = 2\n'
    assert parse(changed(tricky.encode(), "kdf.lanes", "3")).kdf_lanes == 3
    inside = HEAD + '[other]\nnote = """\n[kdf]\nmin_words = 3\n"""\n[kdf]\nmin_words = 6\n'
    with pytest.raises(Wrong, match="only an editor"):
        changed(inside.encode(), "kdf.min_words", "7")


def test_what_is_no_policy_is_not_changed() -> None:
    for raw in (b"", b"\xff", b"format = 3\n"):
        with pytest.raises(Wrong):
            changed(raw, "kdf.min_words", "7")


def test_the_next_version_keeps_its_comment() -> None:
    assert raised(BY_HAND.encode()).decode() == BY_HAND.replace("version = 3 # the third", "version = 4 # the third")

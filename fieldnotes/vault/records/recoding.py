"""A record's text and form with other codes, where entries or records that it names are called otherwise here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fieldnotes.model.form_values import CODE, recoded, recoded_text
from fieldnotes.model.record import Block, Body


def names_any(body: Body, codes: Mapping[str, str]) -> bool:
    """Whether the text or the form has one of these codes."""
    return recoded_body(body, codes) != body


def recoded_body(body: Body, codes: Mapping[str, str]) -> Body:
    """The body with new codes; passages stay on their words."""
    text = body.text
    found = [match for match in CODE.finditer(text) if match[0] in codes]
    form = None if body.form is None else recoded(body.form, codes)
    if not found and form == body.form:
        return body
    longer = [(match.end(), len(codes[match[0]]) - len(match[0])) for match in found]

    def place(at: int) -> int:
        return at + sum(more for end, more in longer if end <= at)

    passages = tuple(
        replace(one, start=place(one.start), end=place(one.end), quote=recoded_text(one.quote, codes))
        for one in body.passages
    )
    return Body(tuple(Block(recoded_text(block.text, codes), block.style) for block in body.blocks), passages, form)

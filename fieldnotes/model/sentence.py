"""A sentence that was put together and can still be told in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from fieldnotes.i18n import tr


class Sentence(str):
    """An English text that remembers its template and what fills it: the values stay data, the words are translated.

    Made of a template marked with N_ and the values of its placeholders, which may be sentences themselves. Wherever
    a text is wanted it is the English one, so that files stay the same in every language.
    """

    __slots__ = ("_template", "_values")
    _template: str
    _values: dict[str, str | int]

    def __new__(cls, template: str, /, **values: str | int) -> Self:
        made = super().__new__(cls, template.format(**values))
        made._template = template
        made._values = values
        return made

    def told(self) -> str:
        """In the language that was set last."""
        values = {name: told(value) if isinstance(value, str) else value for name, value in self._values.items()}
        return tr(self._template, **values)


def told(text: str) -> str:
    """A text in the reader's language: a sentence, one that is marked as it stands, or any other unchanged.

    What was read from a file may hold anything, braces too; it is never taken for a template.
    """
    if isinstance(text, Sentence):
        return text.told()
    return text if not text or "{" in text or "}" in text else tr(text)


def listed(parts: Iterable[str]) -> Sentence:
    """Several texts with a comma and a space between; each is told by itself."""
    values = {f"part_{number}": part for number, part in enumerate(parts)}
    return Sentence(", ".join(f"{{{name}}}" for name in values), **values)

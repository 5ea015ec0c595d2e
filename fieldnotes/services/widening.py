"""What a search also means: other words of the same coded term, other spellings of the same person's name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fieldnotes.model import query
from fieldnotes.model.query import Filter, Name, Query, Term
from fieldnotes.redaction.vocabulary import expand
from fieldnotes.services.session import Session

_LONGEST_EXPANSION = 40
"""Spellings of one search that it adds; beyond this the words of the query are enough."""


@dataclass(frozen=True, slots=True)
class Widened:
    """Queries whose answers together are what was asked, and the register entries whom its words may name."""

    queries: tuple[Query, ...]
    entries: tuple[str, ...] = ()


def widened(session: Session, asked: Query) -> Widened:
    """`asked` itself first; filters and what must not be there hold in all. Names only while they are open."""
    queries = [asked, *_other_words(asked)]
    if not session.sealed_open:
        return Widened(tuple(queries))
    text, places = _words(asked)
    named = dict[str, set[int]]()
    for hit in session.matcher().scan(text):
        covered = {group for group, (start, end) in places.items() if start < hit.end and hit.start < end}
        for code in hit.ids:
            named.setdefault(code, set()).update(covered)
    for code, covered in sorted(named.items()):
        rest = tuple(group for number, group in enumerate(asked.groups) if number not in covered)
        identity = session.vault.entry(code).identity
        names = () if identity is None else identity.names[:_LONGEST_EXPANSION]
        spellings = tuple(Term(name.replace('"', " ")) for name in names)
        queries.append(replace(asked, groups=(*rest, spellings)))
        queries.append(replace(asked, groups=rest, filters=(*asked.filters, Filter(Name.ABOUT, (code,)))))
    return Widened(tuple(queries), tuple(sorted(named)))


def _other_words(asked: Query) -> list[Query]:
    """Of a term of the vocabulary, one word or several together."""
    if any(len(group) > 1 for group in asked.groups):
        return []
    whole = " ".join(group[0].text + "*" * group[0].prefix for group in asked.groups)
    return [replace(asked, groups=query.parse(_as_query(term)).groups) for term in expand(whole)]


def _words(asked: Query) -> tuple[str, dict[int, tuple[int, int]]]:
    """The words of the query in one text, and where the group of each number stands in it."""
    parts, places, at = list[str](), dict[int, tuple[int, int]](), 0
    for number, group in enumerate(asked.groups):
        words = " ".join(term.text for term in group)
        places[number] = at, at + len(words)
        parts.append(words)
        at += len(words) + 1
    return " ".join(parts), places


def _as_query(term: str) -> str:
    """A term of the vocabulary as a query: a star stands for any ending, and inside a phrase only words have it."""
    if "*" in term[:-1]:
        return term
    return f'"{term.rstrip("*")}"' + ("*" if term.endswith("*") else "")

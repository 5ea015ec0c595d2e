"""What the fields of a form offer to choose from: pairs of a code and what it is called."""

from __future__ import annotations

from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """`people`, `actors` (organisations too), `places` and `publications` are listed by code and without names.

    `acts`, `methods`, `agents` and `charges` are coded terms with labels in the reader's language.
    """

    cases: Pairs = ()
    people: Pairs = ()
    actors: Pairs = ()
    places: Pairs = ()
    publications: Pairs = ()
    acts: Pairs = ()
    methods: Pairs = ()
    agents: Pairs = ()
    charges: Pairs = ()

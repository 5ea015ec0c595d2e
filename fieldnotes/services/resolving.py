"""What a query asks and only texts can tell, looked up and put in as codes: `has:open` and `reprisal:30`."""

from __future__ import annotations

from dataclasses import replace

from fieldnotes.model.query import Filter, Has, Name, Query
from fieldnotes.progress import Watch
from fieldnotes.services import incidents, review
from fieldnotes.services.session import Session


def resolved(session: Session, asked: Query, watch: Watch | None = None) -> Query:
    """The query as the vault itself can answer it.

    Raises:
        SealedClosed: it asks for open hits, and names cannot be read.
    """
    return replace(asked, filters=tuple(_resolved(session, asked, one, watch) for one in asked.filters))


def _resolved(session: Session, asked: Query, one: Filter, watch: Watch | None) -> Filter:
    if one.name is Name.REPRISAL:
        within = max(int(str(days)) for days in one.values)
        found = {reprisal.incident for reprisal in incidents.reprisals(session, within=within)}
        return Filter(Name.CODE, tuple(sorted(found)), one.negated)
    if Has.OPEN in one.values:
        others = tuple(value for value in one.values if value is not Has.OPEN)
        return replace(one, values=(*others, *_with_open_hits(session, asked, watch)))
    return one


def _with_open_hits(session: Session, asked: Query, watch: Watch | None) -> tuple[str, ...]:
    """Records of the cases that are asked for with possible names on which nobody has decided."""
    session.needs_sealed()
    wanted = [one.values for one in asked.filters if one.name is Name.CASE and not one.negated]
    every = [case.code for case in session.vault.cases()]
    cases = [code for code in every if all(code in values for values in wanted)]
    groups = [group for case in cases for group in review.review_hits(session, case, watch=watch)]
    return tuple(sorted({place.record for group in groups for place in group.places}))

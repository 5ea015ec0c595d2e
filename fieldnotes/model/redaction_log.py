"""The account of everything that was left out of a bundle, without the words that were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction import ChangeKind, ReasonCode


@dataclass(frozen=True, slots=True)
class Mark:
    """One place where something was left out. `record` is the bundle's label of it, `part` its text or its title."""

    record: str
    part: str
    paragraph: int
    """Of the redacted part, counted from 1."""
    character: int
    """Where `label` begins in that paragraph, in code points from 1."""
    kind: ChangeKind
    reason: ReasonCode
    who: str
    """Who decided it; empty for what a rule did."""
    decided: str
    label: str
    """What stands there now."""


@dataclass(frozen=True, slots=True)
class RedactionLog:
    """All marks, in the order of the records' labels. `bundle` is the id of one that left; empty for a preview."""

    audience: Audience
    made: str
    """ISO day."""
    marks: tuple[Mark, ...]
    records: tuple[str, ...]
    """Labels of all records that leave, also of those without a mark."""
    withheld: int = 0
    bundle: str = ""

    @property
    def counts(self) -> Mapping[ReasonCode, int]:
        """How many marks each reason has, in the order of the codes; without those that have none."""
        found = {code: sum(mark.reason is code for mark in self.marks) for code in ReasonCode}
        return {code: count for code, count in found.items() if count}

"""Sixth schema: slips are found by their kind. Contacts, proposed releases and recalls are kinds of slips.

A program of before does not know these kinds; the number keeps it from opening a vault that has them.
"""

from __future__ import annotations

STATEMENTS = ("CREATE INDEX slip_by_kind ON slip (kind, row)",)

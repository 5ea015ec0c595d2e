"""Numbered schema changes, oldest first. The tuple is explicit so that a frozen program holds them all."""

from __future__ import annotations

from fieldnotes.vault.migrations import (
    m0001_first,
    m0002_survival,
    m0003_protection,
    m0004_records,
    m0005_followup,
    m0006_release,
)

ALL: tuple[tuple[str, ...], ...] = (
    m0001_first.STATEMENTS,
    m0002_survival.STATEMENTS,
    m0003_protection.STATEMENTS,
    m0004_records.STATEMENTS,
    m0005_followup.STATEMENTS,
    m0006_release.STATEMENTS,
)
"""Statements by version: the first makes version 1."""

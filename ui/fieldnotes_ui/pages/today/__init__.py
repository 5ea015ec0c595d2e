"""The page of what is to be done."""

from __future__ import annotations

from fieldnotes_ui.pages.today.page import TodayPage

__all__ = ["TodayPage"]

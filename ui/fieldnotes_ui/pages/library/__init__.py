"""The workspace: cases, records, the open testimony."""

from fieldnotes_ui.pages.library.page import LibraryPage

__all__ = ["LibraryPage"]

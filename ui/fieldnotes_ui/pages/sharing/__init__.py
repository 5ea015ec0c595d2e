"""Sharing: whose cards are known, who said yes to what, and what left this vault."""

from fieldnotes_ui.pages.sharing.page import SharingPage

__all__ = ["SharingPage"]

"""Travel: what to leave behind before a border, and bringing it back."""

from fieldnotes_ui.pages.travel.page import TravelPage

__all__ = ["TravelPage"]

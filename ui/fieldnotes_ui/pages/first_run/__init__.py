"""From the first start to a vault that survives, one step at a time."""

from fieldnotes_ui.pages.first_run.page import FirstRunPage

__all__ = ["FirstRunPage"]

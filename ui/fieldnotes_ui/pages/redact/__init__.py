"""The redaction workbench."""

from fieldnotes_ui.pages.redact.page import RedactPage

__all__ = ["RedactPage"]

"""The register page."""

from __future__ import annotations

from fieldnotes_ui.pages.register.page import RegisterPage

__all__ = ["RegisterPage"]

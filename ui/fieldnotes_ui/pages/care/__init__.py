"""Keys and copies: ways into the vault, the recovery code, backups."""

from fieldnotes_ui.pages.care.page import CarePage

__all__ = ["CarePage"]

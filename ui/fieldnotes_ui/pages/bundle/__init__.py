"""Bundles: reading and reviewing what came, making cards, answering what editors said."""

from fieldnotes_ui.pages.bundle.page import BundlePage

__all__ = ["BundlePage"]

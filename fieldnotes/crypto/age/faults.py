"""Why an age file was not opened; callers turn these into sentences for people (`fieldnotes.errors`)."""

from __future__ import annotations


class AgeError(Exception):
    """Base of every refusal to open an age file. The message names the rule, never any content."""


class ArmorError(AgeError):
    """The text wrapping (`-----BEGIN AGE ENCRYPTED FILE-----`) breaks a rule."""


class HeaderError(AgeError):
    """The header, or the stanza meant for us, breaks a rule; or the file is no age file at all."""


class HmacError(AgeError):
    """The header was altered: its authentication code does not fit the file key."""


class NoMatch(AgeError):
    """No identity or passphrase that was given opens the file."""


class PayloadError(AgeError):
    """The encrypted content is damaged, cut short, too long or continued by something else."""

"""Names of the register in words that are kept outside the sealed compartment."""

from __future__ import annotations

from fieldnotes.cli.output import note
from fieldnotes.services.session import Session
from fieldnotes.services.typed_words import named_in

_NAMED = (
    "warning: {what} holds a registered name or part of one ({codes}), and is kept where no passphrase of the sealed "
    "compartment is asked for.\nhint: Write the code instead of the name."
)


def warn_of_names(session: Session, text: str, what: str) -> None:
    """Tell on standard error which entries `text` names, by their codes; nothing while names cannot be read."""
    if codes := named_in(session, text):
        note(_NAMED.format(what=what, codes=", ".join(codes)))

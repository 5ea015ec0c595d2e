"""A person's contacts, exact places and numbers of documents as subjects of redaction: sealed, whoever it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fieldnotes.model.level import Level
from fieldnotes.model.register import Identity
from fieldnotes.protection.redactor import Subject
from fieldnotes.redaction.particulars import particulars

_DIVIDER = "."


def with_particulars(subject: Subject, identity: Identity) -> Iterator[Subject]:
    """The subject, and one for each kind of its particulars. They go even where the person may be named: somebody on
    the record has not put a telephone number on it."""
    yield subject
    for kind, texts in particulars(identity).items():
        yield replace(subject, code=f"{subject.code}{_DIVIDER}{kind}", type=kind, level=Level.SEALED, names=texts)


def entry_of(code: str) -> str:
    """The entry to which a subject's code belongs."""
    return code.partition(_DIVIDER)[0]

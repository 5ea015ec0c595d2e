"""Codes of the vault in a text: what stands there instead for whoever reads it outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from fieldnotes.i18n import N_
from fieldnotes.model.form_values import CODE
from fieldnotes.model.redaction import ChangeKind
from fieldnotes.protection import policy, reasons
from fieldnotes.protection.finds import Find
from fieldnotes.protection.policy import Appearance

if TYPE_CHECKING:
    from fieldnotes.protection.redactor import Subject

OTHER_RECORD_MARK = "[record]"
WHY_CODE = N_("a code of this vault")


def finds(
    text: str,
    subjects: Mapping[str, Subject],
    label: Callable[[Sequence[str]], str],
    records: Mapping[str, str],
) -> Iterator[Find]:
    """One find for each code that stands for somebody or something.

    Whoever may be named is named, everybody else has the label that names are replaced by; `records` have the label
    of each record that is named here.
    """
    for match in CODE.finditer(text):
        code = match[0]
        if code in subjects:
            yield _of_entry(match.start(), match.end(), subjects[code], label)
        elif code in records:
            yield Find(match.start(), match.end(), ChangeKind.PASSAGE, records[code], WHY_CODE)


def entries_in(text: str, subjects: Mapping[str, Subject]) -> frozenset[str]:
    """The entries that a text names by their codes."""
    return frozenset(match[0] for match in CODE.finditer(text)) & subjects.keys()


def labels_for(
    texts: Sequence[str], labels: Mapping[str, str], exists: Callable[[str], bool]
) -> tuple[tuple[str, str], ...]:
    """The label of each record that the texts name by its code; a neutral one for those that stay behind."""
    named = {match[0] for text in texts for match in CODE.finditer(text)}
    return tuple(
        (code, labels.get(code, OTHER_RECORD_MARK)) for code in sorted(named) if code in labels or exists(code)
    )


def _of_entry(start: int, end: int, subject: Subject, label: Callable[[Sequence[str]], str]) -> Find:
    is_named = policy.appearance(subject.level) is Appearance.NAME and bool(subject.names)
    told = subject.names[0] if is_named else label([subject.code])
    found = Find(start, end, ChangeKind.NAME, told, WHY_CODE, entity=subject.type.value, entry=subject.code)
    found.reason = reasons.of_name(subject.type, subject.role, is_relative=subject.is_relative)
    return found

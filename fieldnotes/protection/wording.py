"""What stands in a redacted text instead of somebody: a role, a code name or a neutral label; and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldnotes.i18n import N_
from fieldnotes.model.register import EntityType, Role
from fieldnotes.protection import policy
from fieldnotes.protection.policy import Appearance
from fieldnotes.redaction.pseudonyms import Pseudonyms

if TYPE_CHECKING:
    from fieldnotes.protection.redactor import Subject

WHY_PASSAGE = N_("marked passage")
WHY_OFF_RECORD = N_("said off the record")
WHY_REAL_NAME = N_("given as another name of the same person")
WHY_SECOND_LOOK = N_("seen by the second check only")
WHY_OTHER_WRITING = N_("a name in another writing, such as base64")
WHY_AMBIGUOUS = N_("could be somebody else of the same name")


def label_of(subject: Subject, pseudonyms: Pseudonyms) -> str:
    """The wording that the subject's level allows; relatives and sources are told apart from others."""
    if subject.type is not EntityType.PERSON:
        return pseudonyms.label(subject.type, subject.ordinal)
    if policy.appearance(subject.level) is Appearance.ROLE:
        return f"[{subject.role.value}]"
    if subject.is_relative:
        return pseudonyms.relative(subject.ordinal)
    if subject.role is Role.SOURCE:
        return pseudonyms.source(subject.ordinal)
    return pseudonyms.person(subject.ordinal)

"""V11: nothing is less protected than the policy wants its kind to be."""

from __future__ import annotations

from collections import Counter

from fieldnotes.audit.check import Result, failed, not_applicable, passed, unknown
from fieldnotes.audit.context import OWNER_ABSENT, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence, listed
from fieldnotes.protection.policy import is_lower

ID = "V11"
TITLE = N_("Levels are as high as the policy wants for their kind")
SEVERITY = Severity.HIGH
MODE = Mode.OWNER
WHY = N_("What has a lower level may leave in bundles for more readers, and says more of itself there.")
FIX = N_("Raise the level of what is named here by its kind: fieldnotes-cli level set.")


def run(context: Context) -> Result:
    least = dict(context.policy.field_levels)
    expected = listed(
        Sentence(N_("{kind} at least {level}"), kind=kind, level=level.name) for kind, level in least.items()
    )
    if not least:
        return not_applicable(N_("no policy asks for a level by kind"), N_("the least level of each kind"))
    if context.owner is None:
        return unknown(OWNER_ABSENT, expected)
    found = [(kind, level) for kind, level in context.owner.levels if kind in least]
    below = Counter(kind for kind, level in found if is_lower(level, least[kind]))
    measured = Sentence(N_("{below} of {found} are below"), below=below.total(), found=len(found))
    evidence = [f"{kind}: {count}" for kind, count in sorted(below.items())]
    return failed(measured, expected, *evidence) if below else passed(measured, expected)

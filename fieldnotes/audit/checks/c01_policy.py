"""C01: the policy this audit was held to is current, and every line of it has an answer."""

from __future__ import annotations

from fieldnotes import clock
from fieldnotes.audit.check import Result, not_applicable, passed, warned
from fieldnotes.audit.context import Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Severity

ID = "C01"
TITLE = N_("The policy is current and every line of it is answered")
SEVERITY = Severity.MEDIUM
WHY = N_("A line that no check answers protects nobody, and an old policy may no longer be what was agreed.")
FIX = N_("Ask your security lead for the current policy; check the lines named here by hand.")
EXPECTED = "a policy that has not expired, with no line left unanswered"


def run(context: Context) -> Result:
    policy = context.policy
    if not policy.name:
        return not_applicable("no policy file was given; the built-in limits hold", EXPECTED)
    expired = policy.expires is not None and policy.expires < clock.today()
    measured = f"{'expired' if expired else 'current'}, not signed, {len(policy.unanswered)} lines unanswered"
    if expired or policy.unanswered:
        return warned(measured, EXPECTED, *policy.unanswered)
    return passed(measured, EXPECTED)

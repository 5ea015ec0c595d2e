"""C01: the policy this audit was held to is the vault's own, current, and every line of it has an answer."""

from __future__ import annotations

from fieldnotes.audit.check import Result, failed, not_applicable, passed, warned
from fieldnotes.audit.context import Context
from fieldnotes.audit.policy import Standing
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence, listed

ID = "C01"
TITLE = N_("The policy is signed, current and answered line by line")
SEVERITY = Severity.HIGH
MODE = Mode.EXTERNAL
WHY = N_("A policy that anybody can replace, that is long over, or whose lines no check answers protects nobody.")
FIX = N_("Ask your security lead for the current policy and its eight words; check the lines named here by hand.")
EXPECTED = N_("the policy that this vault has, not expired, no older than the ledger tells, no line left unanswered")


def run(context: Context) -> Result:
    policy, demands = context.policy, context.demands
    installed = 0 if context.history is None else context.history.policy_version
    if not demands.readable:
        return failed(N_("this vault has a policy that this program cannot read; the built-in limits hold"), EXPECTED)
    if installed > demands.pinned:
        return failed(
            Sentence(
                N_("the ledger tells of version {installed}, the vault has {pinned}"),
                installed=installed,
                pinned=demands.pinned or N_("none"),
            ),
            EXPECTED,
        )
    if not policy.id:
        return not_applicable(N_("there is no policy; the built-in limits hold"), EXPECTED)
    parts = [N_("expired") if policy.expired else N_("current"), demands.standing]
    older = policy.version < demands.pinned
    if older:
        parts.append(N_("older than the one that this vault has"))
    measured = Sentence(
        N_("{standing}, {unanswered} lines unanswered"), standing=listed(parts), unanswered=len(policy.unanswered)
    )
    evidence = [Sentence(N_("signer: {words}"), words=" ".join(demands.words))] if demands.words else []
    if demands.standing is Standing.FOREIGN or older:
        return failed(measured, EXPECTED, *evidence)
    if policy.expired or policy.unanswered or demands.standing is not Standing.PINNED:
        return warned(measured, EXPECTED, *evidence, *policy.unanswered)
    return passed(measured, EXPECTED, *evidence)

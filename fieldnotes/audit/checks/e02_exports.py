"""E02: every bundle left under the terms of the policy."""

from __future__ import annotations

from collections.abc import Mapping

from fieldnotes.audit.check import Result, failed, not_applicable, passed, unknown
from fieldnotes.audit.context import LEDGER_CLOSED, Context
from fieldnotes.i18n import N_
from fieldnotes.model.audit import Mode, Severity
from fieldnotes.model.sentence import Sentence
from fieldnotes.policy.limits import Policy
from fieldnotes.vault.policies import TERMS

ID = "E02"
TITLE = N_("Bundles left under the terms of the policy")
SEVERITY = Severity.HIGH
MODE = Mode.LEDGER
WHY = N_("A bundle for a key that nobody compared may be for somebody else, and none can be called back.")
FIX = N_("Ask who received the bundles that the ledger names, and let them destroy those that should not be.")
_LINES = ("export.recipients_pinned", "export.dummy_stanzas_to", "export.ttl_days")


def run(context: Context) -> Result:
    policy = context.policy
    asked = [line for line in _LINES if policy.says(line)]
    expected = ", ".join(f"{line} = {dict(policy.lines)[line]}" for line in asked)
    if not asked:
        return not_applicable(N_("no policy says under which terms a bundle leaves"), N_("the terms of a policy"))
    if context.history is None:
        return unknown(LEDGER_CLOSED, expected)
    entries = context.history.under_policy()
    bundles = [str(entry.facts["bundle"]) for entry in entries if entry.event == "export"]
    terms = {str(entry.facts["bundle"]): entry.facts for entry in entries if entry.event == TERMS}
    wrong = sum(bundle not in terms or not _kept(policy, terms[bundle]) for bundle in bundles)
    measured = Sentence(
        N_("{bundles} left since the policy was installed, {wrong} of them under others"),
        bundles=len(bundles),
        wrong=wrong,
    )
    return failed(measured, expected) if wrong else passed(measured, expected)


def _kept(policy: Policy, facts: Mapping[str, object]) -> bool:
    return (
        (not policy.pinned_recipients or bool(facts.get("pinned")))
        and int(str(facts.get("shown", 0))) >= policy.shown_recipients
        and (not policy.says("export.ttl_days") or bool(facts.get("expires")))
    )

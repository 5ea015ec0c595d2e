"""A report for people (text) and for programs (JSON, fieldnotes-audit/1), and the exit code that sums it up."""

from __future__ import annotations

import json
from collections.abc import Iterable

from fieldnotes.i18n import N_, tr
from fieldnotes.model.audit import Finding, Mode, Report, Severity, Status
from fieldnotes.model.sentence import told

SEVERITIES = tuple(Severity)
FORMAT = "fieldnotes-audit/1"
SCHEMA = "audit-report.schema.json"

EXIT_PASS, EXIT_FAILED, EXIT_LESSER, EXIT_INCOMPLETE = 0, 1, 2, 3
EXIT_UNSIGNED, EXIT_DAMAGED = 5, 6
_SIGNATURES = frozenset({"C01", "L01", "L02"})
"""Checks of signatures and of the ledger's chain."""
_INTEGRITY = frozenset({"H01", "H06", "V01", "V07", "V08", "V09", "V10"})
"""Checks of what lies in the vault."""

STATUS_WORDS = {
    Status.FAIL: N_("failed"),
    Status.UNKNOWN: N_("not known"),
    Status.WARN: N_("warning"),
    Status.PASS: N_("passed"),
    Status.NOT_APPLICABLE: N_("does not apply"),
}
"""In the order of a report."""
SEVERITY_WORDS = {
    Severity.CRITICAL: N_("critical"),
    Severity.HIGH: N_("high"),
    Severity.MEDIUM: N_("medium"),
    Severity.LOW: N_("low"),
    Severity.INFO: N_("information"),
}
MODE_WORDS = {
    Mode.EXTERNAL: N_("nobody: by the folder, the program and this computer"),
    Mode.LEDGER: N_("somebody who can read the ledger: an auditor or the owner"),
    Mode.OWNER: N_("the owner, with the vault open"),
    Mode.WINDOW: N_("the running window, which tells it"),
}
"""Who must be there at least, so that a check can be measured."""
ANSWERS_LINE = N_("asked for by the policy")
VERDICTS = {
    EXIT_PASS: N_("Everything that was measured is as it should be."),
    EXIT_FAILED: N_("Something important is not as it should be."),
    EXIT_UNSIGNED: N_("The ledger or the policy was altered, or is another's. Do not believe this vault as it is."),
    EXIT_DAMAGED: N_("The vault is damaged or was altered. Make a copy of it before anything else."),
    EXIT_LESSER: N_("There are smaller findings to look at."),
    EXIT_INCOMPLETE: N_("No important fault was found, but important things could not be measured."),
}


def exit_code(report: Report) -> int:
    """6 the vault is damaged or was altered; 5 so are the ledger or the policy; 1 another failure from `fail_on` up;

    3 an important thing is not known; 2 anything lesser; 0 all passed. A warning counts as lesser at any severity. Not
    known never counts as passed. 4 is a command that was not understood; no report says it.
    """
    failed = {finding.id for finding in report.findings if finding.status is Status.FAIL}
    if failed & _INTEGRITY:
        return EXIT_DAMAGED
    if failed & _SIGNATURES:
        return EXIT_UNSIGNED
    failing = SEVERITIES[: SEVERITIES.index(report.fail_on) + 1]
    important = (Severity.CRITICAL, Severity.HIGH)
    if any(finding.status is Status.FAIL and finding.severity in failing for finding in report.findings):
        return EXIT_FAILED
    if any(finding.status is Status.UNKNOWN and finding.severity in important for finding in report.findings):
        return EXIT_INCOMPLETE
    settled = {Status.PASS, Status.NOT_APPLICABLE}
    return EXIT_PASS if all(finding.status in settled for finding in report.findings) else EXIT_LESSER


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Failures before what is not known before warnings; within each by severity, then by identifier."""
    statuses = tuple(STATUS_WORDS)
    return tuple(
        sorted(findings, key=lambda item: (statuses.index(item.status), SEVERITIES.index(item.severity), item.id))
    )


def to_json(report: Report, *, signed: bool = False, paths: bool = False) -> str:
    """The report as resources/schema/audit-report.schema.json describes it, always in English.

    `signed`: a signature lies beside the file. `paths`: tell where things are; those names are the user's own.
    """
    document = {
        "format": FORMAT,
        "subject": report.subject,
        "made_on": report.made_on,
        "tool_version": report.tool_version,
        "platform": report.platform,
        "mode": report.mode,
        "self_reported": report.mode == "owner",
        "signed": signed,
        "policy": report.policy,
        "fail_on": str(report.fail_on),
        "exit_code": exit_code(report),
        "counts": {str(status): report.count(status) for status in STATUS_WORDS},
        "findings": [_finding(finding, paths=paths) for finding in report.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding, *, paths: bool) -> dict[str, object]:
    return {
        "id": finding.id,
        "title": finding.title,
        "severity": str(finding.severity),
        "status": str(finding.status),
        "measured": finding.measured,
        "expected": finding.expected,
        "evidence": list(finding.evidence),
        "why": finding.why,
        "fix": finding.fix,
        "policy": list(finding.policy),
        **({} if finding.mode is None else {"mode": str(finding.mode)}),
        **({"where": list(finding.where)} if paths and finding.where else {}),
    }


def to_text(report: Report, *, paths: bool = False) -> str:
    """The report for a terminal: what is wrong with its remedy first, what passed in one line each.

    `paths`: tell where things are; those names are the user's own.
    """
    lines = [
        tr(N_("Security audit, {day}"), day=report.made_on),
        tr(VERDICTS[exit_code(report)]),
        counts_line(report),
        *(f"{name}: {value}" for name, value in facts(report)),
        "",
    ]
    for finding in report.findings:
        word, severity = tr(STATUS_WORDS[finding.status]), tr(SEVERITY_WORDS[finding.severity])
        lines.append(f"{finding.id}  {word.upper():<14}  {severity:<11}  {tr(finding.title)}")
        if finding.status is Status.PASS:
            continue
        lines.append(f"     {tr(N_('measured'))}: {told(finding.measured)}")
        lines.append(f"     {tr(N_('expected'))}: {told(finding.expected)}")
        lines += [f"       - {item}" for item in (*map(told, finding.evidence), *(finding.where if paths else ()))]
        lines += [f"     {tr(ANSWERS_LINE)}: {line}" for line in finding.policy]
        if finding.status in (Status.FAIL, Status.WARN):
            lines += [f"     {tr(finding.why)}", f"     -> {tr(finding.fix)}"]
    return "\n".join(lines) + "\n"


def counts_line(report: Report) -> str:
    return ", ".join(f"{tr(word)} {report.count(status)}" for status, word in STATUS_WORDS.items())


def facts(report: Report) -> list[tuple[str, str]]:
    """The head of a report as (name, value), names translated."""
    mode = {
        "owner": N_("with the owner present; self-reported by this computer"),
        "ledger": N_("by an auditor who can read the ledger, without the owner"),
        "external": N_("from outside, without any secret"),
    }.get(report.mode, report.mode)
    return [
        (tr(N_("Vault")), report.subject),
        (tr(N_("How")), tr(mode)),
        (tr(N_("Measured against")), report.policy or tr(N_("the built-in limits"))),
        (tr(N_("Program")), report.tool_version),
        (tr(N_("System")), report.platform),
    ]

"""A report as SARIF 2.1.0 (OASIS standard), for tools that gather findings of many programs."""

from __future__ import annotations

import json

from fieldnotes.audit.report import FORMAT
from fieldnotes.model.audit import Finding, Report, Severity, Status

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_KINDS = {
    Status.PASS: "pass",
    Status.WARN: "fail",
    Status.FAIL: "fail",
    Status.UNKNOWN: "open",
    Status.NOT_APPLICABLE: "notApplicable",
}
_RANKS = {Severity.CRITICAL: 95.0, Severity.HIGH: 75.0, Severity.MEDIUM: 50.0, Severity.LOW: 25.0, Severity.INFO: 5.0}


def to_sarif(report: Report) -> str:
    """Every check is a rule, every finding a result without a place: nothing of the vault is named."""
    tool = {
        "name": "FieldNotes",
        "semanticVersion": report.tool_version.rpartition(" ")[2],
        "rules": [_rule(finding) for finding in report.findings],
    }
    run = {
        "tool": {"driver": tool},
        "results": [_result(finding) for finding in report.findings],
        "properties": {
            "format": FORMAT,
            "subject": report.subject,
            "made_on": report.made_on,
            "mode": report.mode,
            "policy": report.policy,
            "platform": report.platform,
        },
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(finding: Finding) -> dict[str, object]:
    return {
        "id": finding.id,
        "shortDescription": {"text": finding.title},
        "fullDescription": {"text": finding.why},
        "help": {"text": finding.fix},
        "properties": {
            "severity": str(finding.severity),
            **({} if finding.mode is None else {"mode": str(finding.mode)}),
        },
    }


def _result(finding: Finding) -> dict[str, object]:
    """`level` is only given where something is wrong (3.27.10: `none` goes with every other kind)."""
    kind = _KINDS[finding.status]
    return {
        "ruleId": finding.id,
        "kind": kind,
        "level": _level(finding) if kind == "fail" else "none",
        "rank": _RANKS[finding.severity],
        "message": {"text": f"{finding.measured} (expected: {finding.expected})"},
        "properties": {
            "status": str(finding.status),
            "evidence": list(finding.evidence),
            "policy": list(finding.policy),
        },
    }


def _level(finding: Finding) -> str:
    important = finding.severity in (Severity.CRITICAL, Severity.HIGH)
    return "error" if finding.status is Status.FAIL and important else "warning"

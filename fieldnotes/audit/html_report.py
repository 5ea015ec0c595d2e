"""A report as one HTML page: no script, nothing loaded from elsewhere, everything escaped, made to be printed."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from fieldnotes.audit.report import (
    ANSWERS_LINE,
    EXIT_INCOMPLETE,
    EXIT_LESSER,
    EXIT_PASS,
    SEVERITY_WORDS,
    STATUS_WORDS,
    VERDICTS,
    exit_code,
    facts,
    to_json,
)
from fieldnotes.i18n import N_, language, tr
from fieldnotes.model.audit import Finding, Report, Status
from fieldnotes.model.sentence import told

_STYLE = """
:root{color-scheme:light dark;--ink:#1b2428;--soft:#5a676d;--page:#f5f4f0;--card:#fff;--line:#dcdad2;
--fail:#a3231f;--unknown:#6a4a9c;--warn:#8a5a00;--pass:#1f6b3f;--none:#5a676d}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8e6;--soft:#a3adb0;--page:#14191b;--card:#1d2427;--line:#343d41;
--fail:#ff8a80;--unknown:#c3a6f2;--warn:#f0bf6a;--pass:#7fd0a0;--none:#a3adb0}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,"Noto Sans",sans-serif}
main{max-width:56rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:1.6rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.15rem;margin:2.5rem 0 .75rem}
h3{font-size:1rem;margin:0}
.verdict{font-size:1.15rem;margin:.25rem 0 1.25rem;padding-left:.75rem;border-left:.3rem solid var(--tone)}
.summary,article{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1.25rem}
.counts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:0 0 1.25rem;padding:0;list-style:none}
.counts b{display:block;font-size:1.8rem;line-height:1.1;color:var(--tone);font-variant-numeric:tabular-nums}
.counts span{color:var(--soft);font-size:.9rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
article{margin:0 0 .75rem;border-left:.3rem solid var(--tone);break-inside:avoid}
article header{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem .75rem;margin-bottom:.6rem}
.id{font:600 .9rem ui-monospace,"DejaVu Sans Mono",monospace;color:var(--soft);white-space:nowrap}
.open{margin:1.25rem 0 0;padding:.9rem 0 0;border-top:1px solid var(--line);list-style:none}
.open li{display:flex;align-items:baseline;gap:.75rem;padding:.15rem 0}
.state{margin-inline-start:auto;color:var(--tone);font-weight:600}
article p{margin:.6rem 0 0;max-width:44rem}
ul.evidence{padding-inline-start:1.1rem}
.evidence{margin:.25rem 0 0;font-size:.9rem;color:var(--soft)}
table{width:100%;border-collapse:collapse;font-size:.92rem}
th,td{text-align:start;padding:.45rem .6rem .45rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:500}
td{overflow-wrap:anywhere}
tr{break-inside:avoid}
footer{margin-top:2.5rem;color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
.fail{--tone:var(--fail)}.unknown{--tone:var(--unknown)}.warn{--tone:var(--warn)}.pass{--tone:var(--pass)}
.not-applicable{--tone:var(--none)}
@media(max-width:34rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
@media print{:root{--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--fail:#8f1a16;--unknown:#54378a;
--warn:#6d4700;--pass:#155230;--none:#444}body{font-size:10.5pt}main{padding:0;max-width:none}
.evidence-part{break-before:page}}
"""
_TONES = {EXIT_PASS: Status.PASS, EXIT_LESSER: Status.WARN, EXIT_INCOMPLETE: Status.WARN}
"""Of every other verdict: failed."""
_SETTLED = (Status.PASS, Status.NOT_APPLICABLE)


def to_html(report: Report, *, signed: bool = False, paths: bool = False) -> str:
    """The whole page: a summary for whoever has one minute, then what to do, then what passed.

    `signed`: the JSON that the page names lies beside it with a signature. `paths`: tell where things are.
    """
    open_findings = [finding for finding in report.findings if finding.status not in _SETTLED]
    settled = [finding for finding in report.findings if finding.status in _SETTLED]
    digest = hashlib.sha256(to_json(report, signed=signed, paths=paths).encode("utf-8")).hexdigest()
    parts = [
        _head(),
        "<main>",
        _summary(report, open_findings),
        *([f'<section class="evidence-part"><h2>{_say(N_("To look at"))}</h2>'] if open_findings else []),
        *(_article(finding, paths=paths) for finding in open_findings),
        *(["</section>"] if open_findings else []),
        *([_table(settled)] if settled else []),
        _foot(digest, signed=signed),
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


_SIGNED = N_("The JSON and its signature lie beside this page. The signature proves who made the report.")
_UNSIGNED = N_("This report is not signed: it shows what the program measured, not who ran it.")


def _foot(digest: str, *, signed: bool) -> str:
    name, told = _say(N_("SHA-256 of this report as JSON")), _say(_SIGNED if signed else _UNSIGNED)
    return f"<footer>{name}: {digest}. {told}</footer>"


def _head() -> str:
    fingerprint = base64.b64encode(hashlib.sha256(_STYLE.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{fingerprint}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{_say(N_('Security audit'))}</title><style>{_STYLE}</style></head><body>"
    )


def _summary(report: Report, open_findings: list[Finding]) -> str:
    """The first page: the verdict, the sums, what was measured, and in one line each what is not in order."""
    code = exit_code(report)
    tone = _TONES.get(code, Status.FAIL)
    counts = "".join(
        f'<li class="{status}"><b>{report.count(status)}</b> <span>{_say(word)}</span></li>'
        for status, word in STATUS_WORDS.items()
    )
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts(report))
    lines = "".join(f'<li class="{finding.status}">{_named(finding)}</li>' for finding in open_findings)
    listed = f'<ol class="open">{lines}</ol>' if lines else ""
    return (
        f'<section class="summary"><h1>{_say(N_("Security audit, {day}"), day=report.made_on)}</h1>'
        f'<p class="verdict {tone}">{_say(VERDICTS[code])}</p><ul class="counts">{counts}</ul><dl>{rows}</dl>{listed}'
        "</section>"
    )


def _article(finding: Finding, *, paths: bool) -> str:
    items = (*map(told, finding.evidence), *(finding.where if paths else ()))
    evidence = "".join(f"<li>{escape(item)}</li>" for item in items)
    return (
        f'<article class="{finding.status}"><header>{_named(finding, "h3")}</header>'
        f"<dl><dt>{_say(N_('measured'))}</dt><dd>{escape(told(finding.measured))}"
        + (f'<ul class="evidence">{evidence}</ul>' if evidence else "")
        + f"</dd><dt>{_say(N_('expected'))}</dt><dd>{escape(told(finding.expected))}</dd>"
        + (f"<dt>{_say(ANSWERS_LINE)}</dt><dd>{escape(', '.join(finding.policy))}</dd>" if finding.policy else "")
        + f"<dt>{_say(N_('why'))}</dt><dd>{_say(finding.why)}</dd>"
        f"<dt>{_say(N_('what to do'))}</dt><dd>{_say(finding.fix)}</dd></dl></article>"
    )


def _named(finding: Finding, tag: str = "span") -> str:
    """Identifier, title and verdict."""
    state = f"{_say(STATUS_WORDS[finding.status])}, {_say(SEVERITY_WORDS[finding.severity])}"
    name = f'<span class="id">{escape(finding.id)}</span> <{tag}>{_say(finding.title)}</{tag}>'
    return f'{name} <span class="state">{state}</span>'


def _table(findings: list[Finding]) -> str:
    rows = "".join(
        f'<tr><td class="id">{escape(finding.id)}</td><td>{_say(finding.title)}</td>'
        f"<td>{escape(told(finding.measured))}{_in_small(finding)}</td><td>{_say(STATUS_WORDS[finding.status])}</td></tr>"
        for finding in findings
    )
    heads = "".join(f"<th>{word}</th>" for word in ("", _say(N_("Check")), _say(N_("measured")), _say(N_("result"))))
    return f"<section><h2>{_say(N_('In order'))}</h2><table><tr>{heads}</tr>{rows}</table></section>"


def _in_small(finding: Finding) -> str:
    """The evidence of what passed: versions, signers, ways in."""
    listed = ", ".join(map(told, finding.evidence))
    return f' <div class="evidence">{escape(listed)}</div>' if listed else ""


def _say(template: str, **params: object) -> str:
    return escape(tr(template, **params))

"""A redaction log as one HTML page: no script, nothing loaded from elsewhere, everything escaped, to be printed."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.redaction import ChangeKind, ReasonCode
from fieldnotes.model.redaction_log import Mark, RedactionLog
from fieldnotes.protection.residue import words
from fieldnotes.services.redaction_log import (
    HEADING,
    KIND_WORDS,
    PART_WORDS,
    REASON_WORDS,
    about,
    as_json,
    as_text,
    by,
    place,
)

_STYLE = """
:root{color-scheme:light dark;--ink:#1b2428;--soft:#5a676d;--page:#fff;--line:#d5d3cb}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8e6;--soft:#a3adb0;--page:#14191b;--line:#343d41}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,"Noto Sans",sans-serif}
main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 3rem}
h1{font-size:1.5rem;margin:0 0 .25rem}
h2{font-size:1.1rem;margin:2rem 0 .5rem;break-after:avoid}
p{margin:.25rem 0;color:var(--soft)}
table{width:100%;border-collapse:collapse;font-size:.92rem}
th,td{text-align:start;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:500}
td{overflow-wrap:anywhere}
tr{break-inside:avoid}
.n{text-align:end;font-variant-numeric:tabular-nums}
@media print{:root{--ink:#000;--soft:#444;--page:#fff;--line:#bbb}main{padding:0;max-width:none}body{font-size:10pt}}
"""
_WORDLESS = N_("The words that were left out are not in this log.")
_BUNDLE = N_("Bundle {bundle}.")
_NONE = N_("Nothing was left out.")


def as_html(log: RedactionLog) -> str:
    """The whole page: the summary by reason, then every mark record by record."""
    sections = [_record(label, [mark for mark in log.marks if mark.record == label]) for label in log.records]
    bundle = f"<p>{_say(_BUNDLE, bundle=log.bundle)}</p>" if log.bundle else ""
    head = f"<h1>{_say(HEADING)}</h1><p>{escape(about(log))}</p>{bundle}<p>{_say(_WORDLESS)}</p>"
    return "\n".join([_head(), f"<main>{head}", _summary(log), *sections, "</main></body></html>"]) + "\n"


def own_words(audience: Audience) -> frozenset[str]:
    """Folded words that stand in a log, as a page or as text, even when it tells nothing."""
    marks = tuple(
        Mark("R-001", part, 1, 1, kind, reason, "", "", "")
        for part in PART_WORDS
        for kind in ChangeKind
        for reason in ReasonCode
    )
    log = RedactionLog(audience, "2026-01-01", marks, ("R-001",), bundle="x")
    return frozenset(word for form in (as_html, as_text, as_json) for word in words(form(log)))


def _head() -> str:
    fingerprint = base64.b64encode(hashlib.sha256(_STYLE.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{fingerprint}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{_say(HEADING)}</title><style>{_STYLE}</style></head><body>"
    )


def _summary(log: RedactionLog) -> str:
    rows = "".join(
        f'<tr><td>{escape(code.value)}</td><td>{_say(REASON_WORDS[code])}</td><td class="n">{count}</td></tr>'
        for code, count in log.counts.items()
    )
    heads = _heads(N_("Reason code"), N_("Meaning"), N_("Marks"))
    return f"<section><h2>{_say(N_('By reason'))}</h2><table>{heads}{rows}</table></section>"


def _record(label: str, marks: list[Mark]) -> str:
    heads = _heads(N_("Place"), N_("Kind"), N_("Reason"), N_("Decided by"), N_("Stands there now"))
    rows = "".join(
        f"<tr><td>{escape(place(mark))}</td><td>{_say(KIND_WORDS[mark.kind])}</td><td>{escape(mark.reason.value)}</td>"
        f"<td><bdi>{escape(by(mark))}</bdi></td><td><bdi>{escape(mark.label)}</bdi></td></tr>"
        for mark in marks
    )
    body = f"<table>{heads}{rows}</table>" if marks else f"<p>{_say(_NONE)}</p>"
    return f"<section><h2>{escape(label)}</h2>{body}</section>"


def _heads(*words: str) -> str:
    return "<tr>" + "".join(f"<th>{_say(word)}</th>" for word in words) + "</tr>"


def _say(template: str, **params: object) -> str:
    return escape(tr(template, **params))

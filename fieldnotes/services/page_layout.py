"""Redacted records as one HTML page and as plain text: no script, nothing loaded, everything escaped, to be printed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape

from fieldnotes.bundle.office import Paragraph, Role
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.proposal import Door, Outside
from fieldnotes.model.tlp import Tlp
from fieldnotes.protection.residue import words

_STYLE = """
body{margin:0;background:#fff;color:#000;font:12pt/1.5 "Noto Sans",system-ui,sans-serif}
main{max-width:44rem;margin:0 auto;padding:2rem 1.25rem 3rem}
h1{font-size:17pt;margin:0 0 5px}
h2{font-size:13pt;margin:28px 0 6px}
p{margin:0 0 9px;overflow-wrap:anywhere}
p.about{color:#444;font-size:10pt}
p.tlp{text-align:right;margin:0 0 12px}
p.tlp span{background:#000;padding:2px 8px;font-weight:700}
.RED{color:#ff2b2b}.AMBER{color:#ffc000}.GREEN{color:#33ff00}.CLEAR{color:#fff}
@page{margin:20mm}
@media print{main{padding:0;max-width:none}h2{break-after:avoid}p{orphans:2;widows:2}}
@media print{p.tlp span{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
@media screen and (prefers-color-scheme:dark){body{background:#14191b;color:#e6e8e6}p.about{color:#a3adb0}}
"""
_HEADING = N_("Redacted records")
_ABOUT = N_("For: {audience}. Made on {day}. Names and details were taken out; labels in brackets stand for them.")
_NOT_RELEASED = N_("For review only: this is not released, and nothing of it may be published or passed on.")
_ASKED = N_("Its reader is asked whether it may leave for: {audience}; {way}; {mark}.")
_UNTIL = N_("It would open until {day}.")
_CORRECTION = N_("Its readers would be told: {words}")
_TOLD_BY_OTHERS = N_("Not established: {note}")


def heading() -> str:
    """The title of every page and of every PDF: it says nothing of what is inside."""
    return tr(_HEADING)


def as_html(
    records: Sequence[BundleRecord],
    audience: Audience,
    day: str,
    *,
    tlp: Tlp | None = None,
    reviewed: Outside | None = None,
) -> str:
    """The whole page; `day` is ISO. Each paragraph finds its own direction. The mark stands above and below, to the
    right, as TLP 2.0 asks for. `reviewed`: it is not released, its reader is asked whether it may leave so."""
    articles = "\n".join(_article(record) for record in records)
    mark = _mark(tlp)
    abouts = (_about(audience, day), *(() if reviewed is None else review_lines(audience.value, reviewed)))
    about = "".join(f'<p class="about">{escape(line)}</p>' for line in abouts)
    head = f"{mark}<h1>{escape(heading())}</h1>{about}"
    return f"{_head()}<main>{head}\n{articles}\n{mark}</main></body></html>\n"


def as_text(records: Sequence[BundleRecord], audience: Audience, day: str, *, tlp: Tlp | None = None) -> str:
    """The same in plain words."""
    lines = [*((tlp.mark,) if tlp else ()), heading(), _about(audience, day)]
    for record in records:
        lines += ["", "", _title(record), *_abouts(record), "", record.text.strip("\n")]
    return "\n".join(lines) + "\n"


def paragraphs(
    records: Sequence[BundleRecord], audience: Audience, day: str, *, tlp: Tlp | None = None
) -> list[Paragraph]:
    """The same for a word processor."""
    mark = [Paragraph(Role.MARK, tlp.mark)] if tlp else []
    told = [*mark, Paragraph(Role.TITLE, heading()), Paragraph(Role.ABOUT, _about(audience, day))]
    for record in records:
        told.append(Paragraph(Role.HEADING, _title(record)))
        told += [Paragraph(Role.ABOUT, line) for line in _abouts(record)]
        told += [Paragraph(Role.TEXT, line) for line in record.text.splitlines() if line.strip()]
    return told + mark


def own_words(audience: Audience, day: str, *, reviewed: bool = False) -> frozenset[str]:
    """Folded words that stand on a page even when it tells nothing; of one that is `reviewed`, also what it asks."""
    empty = [as_html([BundleRecord("R-001", "", "en", "", "", "", "", ("",))], audience, day, tlp=tlp) for tlp in Tlp]
    asked = [
        line
        for door in (Door if reviewed else ())
        for tlp in Tlp
        for line in review_lines(audience.value, Outside(door, tlp, day, "x"))
    ]
    return frozenset(word for one in (*empty, *asked, as_text([], audience, day)) for word in words(one))


def review_lines(audience: str, reviewed: Outside) -> tuple[str, ...]:
    """What whoever reviews a bundle is asked, and for what she says yes. `audience` as it is to be called."""
    way, mark = reviewed.door.words, reviewed.tlp.mark
    ends = (tr(_UNTIL, day=reviewed.expires),) if reviewed.expires else ()
    told = (tr(_CORRECTION, words=reviewed.correction),) if reviewed.correction else ()
    return tr(_NOT_RELEASED), tr(_ASKED, audience=audience, way=way, mark=mark), *ends, *told


def sheet(title: str, paragraphs: Sequence[str], *, tlp: Tlp | None = None) -> str:
    """A page of our own words in the same look, to be printed."""
    told, mark = "\n".join(f'<p dir="auto">{escape(one)}</p>' for one in paragraphs), _mark(tlp)
    return f"{_head(title)}<main>{mark}<h1>{escape(title)}</h1>\n{told}\n{mark}</main></body></html>\n"


def _mark(tlp: Tlp | None) -> str:
    return f'<p class="tlp"><span class="{tlp.value.partition("+")[0]}">{tlp.mark}</span></p>' if tlp else ""


def _head(title: str = "") -> str:
    fingerprint = base64.b64encode(hashlib.sha256(_STYLE.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{fingerprint}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(title or heading())}</title><style>{_STYLE}</style></head><body>"
    )


def _article(record: BundleRecord) -> str:
    language = f' lang="{escape(record.language)}"' if record.language else ""
    about = "".join(f'<p class="about" dir="auto">{escape(line)}</p>' for line in _abouts(record))
    text = "\n".join(f'<p dir="auto">{escape(line)}</p>' for line in record.text.splitlines() if line.strip())
    return f'<section{language}><h2 dir="auto">{escape(_title(record))}</h2>{about}\n{text}</section>'


def _abouts(record: BundleRecord) -> Iterator[str]:
    if record.consent:
        yield record.consent
    yield from (tr(_TOLD_BY_OTHERS, note=note) for note in record.notes)


def _title(record: BundleRecord) -> str:
    return f"{record.label}  {record.title}".rstrip()


def _about(audience: Audience, day: str) -> str:
    return tr(_ABOUT, audience=audience.value, day=day)

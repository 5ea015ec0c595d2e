"""A folder that Uwazi imports: redacted records as rows of a table, their pages as attachments, its thesauri beside it.

Uwazi (huridocs.org) is the shared archive of many human-rights teams. What it takes is in `docs/formats/uwazi.md`. What
leaves so leaves in the clear, through the same door as a page.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fieldnotes import clock, files
from fieldnotes.bundle import strict_zip
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.level import Level
from fieldnotes.model.record import Kind
from fieldnotes.model.tlp import Tlp
from fieldnotes.progress import Watch
from fieldnotes.protection.residue import words
from fieldnotes.services import leaving, page_layout, sending
from fieldnotes.services.preparing import USUAL, How
from fieldnotes.services.session import Session
from fieldnotes.services.views import GateView

WAY = "uwazi"
TABLE = "import.zip"
_COLUMNS = (
    *("title", "record_label", "record_kind", "protection_level", "record_language", "audience", "tlp", "exported"),
    *("record_text", "not_established", "consent", "release", "attachments"),
)
_THESAURI: Mapping[str, Sequence[str]] = {
    "record_kind": [kind.value for kind in Kind],
    "protection_level": [level.name for level in Level],
    "audience": [audience.value for audience in Audience],
    "tlp": [tlp.value for tlp in Tlp],
}
_FORMULA = tuple("=+-@＝＋－＠")
"""What a formula begins with (OWASP, CSV Injection), also as wide letters."""
_BLANK = " \t\r\n\u00a0\u200b\ufeff"
_README = """\
A folder for Uwazi, made by FieldNotes. It is not encrypted.

1. Settings, Thesauri: make one for each file of thesauri/, with the name of the file, and import the file.
2. Settings, Templates: make a template with these properties:
   record_label: text. record_language: text. release: text. consent: text. exported: date.
   record_text: rich text. not_established: rich text.
   record_kind, protection_level, audience, tlp: select, with the thesaurus of the same name.
3. Settings, Import CSV: give import.zip and choose that template.

New entities are restricted in Uwazi. Who may see them there is decided there.
"""


@dataclass(frozen=True, slots=True)
class Folder:
    """What was written: its files by name, and what the gate looked at."""

    id: str
    files: Mapping[str, bytes] = field(repr=False)
    records: tuple[str, ...]
    gate: GateView
    sha256: str
    """Of import.zip."""


def export(
    session: Session,
    case: str,
    audience: Audience,
    *,
    out: Path,
    accept_quasi: str = "",
    how: How = USUAL,
    watch: Watch | None = None,
) -> Folder:
    """Redact the case and write a new folder that Uwazi imports. Errors as of `pages.page`, and AlreadyExists."""
    leaving.refuse_existing(out)
    allowed = leaving.allowed(session, case, audience, accept_quasi=accept_quasi, how=how, watch=watch)
    tlp = sending.tlp_of(audience, how.envelope)
    allowed = replace(allowed, tlp=tlp.value)
    day = clock.today().isoformat()
    records = [cleared.record for cleared in allowed.passed.records]
    pages = {_page_name(one): page_layout.as_html([one], audience, day, tlp=tlp).encode("utf-8") for one in records}
    table = _table(records, audience, day, tlp, allowed.id)
    packed = strict_zip.pack([("import.csv", table), *pages.items()])
    thesauri = {
        f"thesauri/{name}.csv": _csv([[name], *([term] for term in terms)]) for name, terms in _THESAURI.items()
    }
    made = {TABLE: packed, "README.txt": _README.encode("ascii"), **thesauri}
    own = own_words(audience, day)
    view = leaving.inspected(allowed, made.values(), own)
    digest = leaving.written_down(session, allowed, packed, how=WAY)
    with leaving.telling(session, allowed):
        files.private_folder(out)
        files.private_folder(out / "thesauri")
        for name, data in made.items():
            files.atomic_write(out / name, data, keep_existing=True)
    return Folder(allowed.id, made, tuple(one.label for one in records), view, digest)


def own_words(audience: Audience, day: str) -> frozenset[str]:
    """Folded words that such a folder holds even when it tells nothing."""
    terms = (term for terms in _THESAURI.values() for term in terms)
    said = (*_COLUMNS, *terms, _README, "import csv html r001")
    return page_layout.own_words(audience, day) | frozenset(word for text in said for word in words(text))


def _table(records: Sequence[BundleRecord], audience: Audience, day: str, tlp: Tlp, release: str) -> bytes:
    rows = [list(_row(one, audience, day, tlp, release)) for one in records]
    return _csv([list(_COLUMNS), *rows])


def _row(one: BundleRecord, audience: Audience, day: str, tlp: Tlp, release: str) -> Iterator[str]:
    yield from (f"{one.label} {one.title}".strip(), one.label, one.kind, one.level, one.language)
    yield from (audience.value, tlp.value, day)
    yield from (one.text, "\n".join(one.notes), one.consent, release, _page_name(one))


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    written = io.StringIO()
    table = ([_no_formula(cell) for cell in row] for row in rows)
    csv.writer(written, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(table)
    return written.getvalue().encode("utf-8")


def _no_formula(cell: str) -> str:
    """A cell that a spreadsheet takes for words and not for a formula, which could call out to the network."""
    return f"'{cell}" if cell.lstrip(_BLANK).startswith(_FORMULA) else cell


def _page_name(one: BundleRecord) -> str:
    return one.label.replace("-", "").lower() + ".html"

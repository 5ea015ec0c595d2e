"""The catalogues of translations: gather the marked texts, bring every language up to date, compile.

`resources/translations/fieldnotes.pot` is what the source says; `<language>/LC_MESSAGES/fieldnotes.po` is what
translators write, and `.mo` beside it is what the program reads. Texts are marked as fieldnotes/i18n.py says.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
SOURCES = (ROOT / "fieldnotes", ROOT / "ui" / "fieldnotes_ui")
KEYWORDS = {"N_": None, "NN_": (1, 2), "tr": (1,), "trn": (1, 2)}
LANGUAGES = ("az", "ru", "tr")
_WIDTH = 118
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_HEADING = "# The texts of FieldNotes in {name}. `make strings` brings this file up to date."
_OF_THE_DAY = (
    b'"POT-Creation',
    b'"PO-Revision',
    b'"Last-Translator',
    b'"Generated-By',
    b'"Report-Msgid',
    b'"Language-Team',
)
"""Lines of a heading that would change with every run, or name somebody."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--untranslated", metavar="LANGUAGE", choices=LANGUAGES, help="list what a language lacks")
    options = parser.parse_args()
    template = gathered()
    if options.untranslated:
        for text in untranslated(template, options.untranslated):
            print(repr(text))
        return
    TRANSLATIONS.mkdir(exist_ok=True)
    (TRANSLATIONS / "fieldnotes.pot").write_bytes(written(template))
    for language in LANGUAGES:
        catalogue = brought_up(template, language)
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        po_path(language).write_bytes(written(catalogue))
        mo_path(language).write_bytes(compiled(read(language)))  # in the order of the file
        print(f"{language}: {len(list(untranslated(template, language)))} of {len(template)} texts are not translated")


def gathered() -> Catalog:
    """Every marked text of the source, with the files it stands in, in the order of the files."""
    catalogue = Catalog(
        project="FieldNotes", charset="utf-8", header_comment=_HEADING.format(name="English"), fuzzy=False
    )
    for source in SOURCES:
        found = extract_from_dir(source, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("i18n:",))
        for name, _line, message, comments, _context in found:
            place = (source / name).relative_to(ROOT).as_posix()
            catalogue.add(message, locations=[(place, None)], auto_comments=comments)
    return catalogue


def brought_up(template: Catalog, language: str) -> Catalog:
    """A language's catalogue with the texts of `template` and no others."""
    catalogue = read(language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = _HEADING.format(name=language)
    catalogue.fuzzy = False
    return catalogue


def untranslated(template: Catalog, language: str) -> list[str]:
    """Those without a translation, and those whose translation would not be compiled."""
    catalogue = brought_up(template, language)
    return [str(message.id) for message in catalogue if message.id and (message.fuzzy or not _is_whole(message))]


def _is_whole(message: Message) -> bool:
    return all(_strings(message.string))


def _strings(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, tuple | list) else (str(string or ""),)


def read(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="FieldNotes", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def written(catalogue: Catalog) -> bytes:
    """As translators read it. A counted text is marked as a guess while it is new: here nothing is ever guessed."""
    for message in catalogue:
        if message.id and _is_whole(message):
            message.flags.discard("fuzzy")
    out = BytesIO()
    write_po(out, catalogue, width=_WIDTH, omit_header=False, include_lineno=False, sort_output=False)
    return b"\n".join(line for line in out.getvalue().split(b"\n") if not line.startswith(_OF_THE_DAY))


def compiled(catalogue: Catalog) -> bytes:
    """The same bytes for the same texts, whenever it is done."""
    catalogue.creation_date = catalogue.revision_date = _NO_DAY
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def po_path(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "fieldnotes.po"


def mo_path(language: str) -> Path:
    return po_path(language).with_suffix(".mo")


if __name__ == "__main__":
    main()

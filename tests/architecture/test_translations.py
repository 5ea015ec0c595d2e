"""Every language of the window is whole: no text without a translation, none that lost what is put into it."""

from __future__ import annotations

import gettext
import importlib.util
import re
import string
from io import BytesIO
from types import ModuleType

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from fieldnotes.i18n import LANGUAGES
from tests.architecture.checkout import ROOT

_ACCELERATOR = re.compile(r"&\w")


def maker() -> ModuleType:
    """packaging/strings.py, which is no package."""
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "packaging" / "strings.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CATALOGUES = maker()
OTHERS = [language for language in LANGUAGES if language != "en"]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def texts(message: Message) -> tuple[list[str], list[str]]:
    """What a message says in the source, and in its translation: every form."""
    source = list(message.id) if isinstance(message.id, (tuple, list)) else [str(message.id)]
    told = list(message.string) if isinstance(message.string, (tuple, list)) else [str(message.string or "")]
    return source, told


def test_the_languages_are_those_of_the_window() -> None:
    assert sorted(CATALOGUES.LANGUAGES) == sorted(OTHERS)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    assert CATALOGUES.untranslated(CATALOGUES.gathered(), language) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_what_is_put_into_it_and_its_menu_letter(language: str) -> None:
    wrong = []
    for message in CATALOGUES.read(language):
        source, told = texts(message)
        if not source[0]:
            continue
        kept = placeholders(source[-1])
        wrong += [one for one in told if placeholders(one) != kept]
        if _ACCELERATOR.search(source[0]) and not all(_ACCELERATOR.search(one) for one in told):
            wrong.append(source[0])
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_translation_reaches_the_window(language: str) -> None:
    """A text that is marked as a guess is translated in the file, and English on the screen."""
    with CATALOGUES.mo_path(language).open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    english = []
    for message in CATALOGUES.read(language):
        source, told = texts(message)
        if not source[0] or not all(told):
            continue
        found = compiled.ngettext(source[0], source[-1], 1) if len(source) > 1 else compiled.gettext(source[0])
        if found not in told:
            english.append(source[0])
    assert english == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_counted_text_that_is_translated_is_no_guess(language: str) -> None:
    template = CATALOGUES.gathered()
    catalogue = CATALOGUES.read(language)
    new = CATALOGUES.Message(("{n} newt", "{n} newts"))
    template.add(new.id)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    added = catalogue.get(new.id[0])
    added.string = tuple(f"{{n}} {number}" for number in range(catalogue.num_plurals))
    again = read_po(BytesIO(CATALOGUES.written(catalogue)), locale=language).get(new.id[0])
    assert again is not None
    assert not again.fuzzy


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_is_made_of_the_written_one(language: str) -> None:
    assert CATALOGUES.mo_path(language).read_bytes() == CATALOGUES.compiled(CATALOGUES.read(language))

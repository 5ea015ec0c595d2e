"""Translating: whole catalogues, the placeholders of every text, and English where there is nothing better."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from fieldnotes.i18n import PSEUDO, disguised, set_language, tr, trn


@pytest.fixture(autouse=True)
def english_afterwards(tmp_path: Path) -> Iterator[None]:
    yield
    set_language(tmp_path / "nothing", "en")


def catalogue(folder: Path, language: str, **texts: str) -> Path:
    made = Catalog(locale=language)
    for source, translation in texts.items():
        made.add(source, translation)
    made.add(("{n} page", "{n} pages"), ("{n} страница", "{n} страницы", "{n} страниц"))
    path = folder / language / "LC_MESSAGES" / "fieldnotes.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, made)
    return folder


def test_a_text_is_shown_in_the_chosen_language_and_in_english_without_a_catalogue(tmp_path: Path) -> None:
    folder = catalogue(tmp_path, "ru", Locked="Закрыто")
    set_language(folder, "ru")
    assert tr("Locked") == "Закрыто"
    assert [trn("{n} page", "{n} pages", n) for n in (1, 3, 11)] == ["1 страница", "3 страницы", "11 страниц"]
    assert tr("Never translated") == "Never translated"
    set_language(folder, "ka")
    assert tr("Locked") == "Locked"


def test_a_translation_that_lost_a_placeholder_is_not_shown(tmp_path: Path) -> None:
    set_language(catalogue(tmp_path, "ru", **{"{n} of {all} left": "осталось {n}"}), "ru")
    assert tr("{n} of {all} left", n=1, all=2) == "1 of 2 left"


def test_the_disguise_keeps_placeholders_and_is_longer() -> None:
    plain = "Keep {count:>3} of {name!r}, {{as is}}"
    shown = disguised(plain).format(count=2, name="x")
    assert "  2" in shown
    assert "'x'" in shown
    assert "{áš íš}" in shown
    assert len(disguised(plain)) > len(plain) * 1.3


def test_the_disguise_covers_counted_texts(tmp_path: Path) -> None:
    set_language(tmp_path, PSEUDO)
    assert trn("{n} page", "{n} pages", 2).startswith("⟦2 páģéš")

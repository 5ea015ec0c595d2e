"""Text shown to people: mark it with N_ where it is written, translate it with tr where it is shown."""

from __future__ import annotations

import gettext
import string
from pathlib import Path

_translations: gettext.NullTranslations = gettext.NullTranslations()


def N_(text: str) -> str:  # noqa: N802 - gettext's conventional marker name
    """Mark a module-level template for extraction; returns it unchanged."""
    return text


def tr(template: str, **params: object) -> str:
    """Translate a template and fill its named placeholders."""
    return _filled(_translations.gettext(template), template, params)


def trn(singular: str, plural: str, n: int, **params: object) -> str:
    """Translate a counted template; `{n}` is available as a placeholder."""
    chosen = _translations.ngettext(singular, plural, n)
    return _filled(chosen, singular if n == 1 else plural, {"n": n, **params})


def set_language(folder: Path | None, language: str | None) -> None:
    """Use the compiled catalogue `<folder>/<language>/LC_MESSAGES/fieldnotes.mo`; without one, English."""
    global _translations  # noqa: PLW0603 - the one piece of process-wide state: the reader's language
    if folder is None or language is None:
        _translations = gettext.NullTranslations()
        return
    _translations = gettext.translation("fieldnotes", str(folder), [language], fallback=True)


def _filled(translated: str, source: str, params: dict[str, object]) -> str:
    """A translation whose placeholders differ from the source's is a defect: the source text is shown instead."""
    if _names(translated) != _names(source):
        translated = source
    return translated.format(**params) if params or "{" in translated else translated


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}

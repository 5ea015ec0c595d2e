"""Text shown to people: mark it with N_ where it is written, translate it with tr where it is shown."""

from __future__ import annotations

import gettext
import string
from pathlib import Path

LANGUAGES = {"en": "English", "az": "Azərbaycanca", "ru": "Русский", "tr": "Türkçe"}
"""The languages of the window, each by the name its readers know. English is what the source is written in."""
PSEUDO = "x-pseudo"
"""English in disguise, longer and accented: what stays plain was never marked, what is cut off was too tight."""
_DOMAIN = "fieldnotes"
_ACCENTED = str.maketrans("aceginorsuyzACEGINORSUYZ", "áçéģíñóŕšúýžÁÇÉĢÍÑÓŔŠÚÝŽ")
_PADDING, _WORD = "~", 9
"""What makes it longer, in pieces as long as a long word: a line may be broken between them, as between words."""

_language = "en"
_translations: gettext.NullTranslations = gettext.NullTranslations()


def N_(text: str) -> str:  # noqa: N802 - gettext's conventional marker name
    """Mark a module-level template for extraction; returns it unchanged."""
    return text


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - the same for a counted text
    """Mark a counted template, for `trn(*…, n)`; returns both unchanged."""
    return singular, plural


def tr(template: str, **params: object) -> str:
    """Translate a template and fill its named placeholders."""
    return _filled(_translations.gettext(template), template, params)


def trn(singular: str, plural: str, n: int, **params: object) -> str:
    """Translate a counted template; `{n}` is available as a placeholder."""
    chosen = _translations.ngettext(singular, plural, n)
    return _filled(chosen, singular if n == 1 else plural, {"n": n, **params})


def set_language(folder: Path, language: str) -> None:
    """Speak `language` from now on, from the catalogue `<folder>/<language>/LC_MESSAGES/fieldnotes.mo`.

    Without a catalogue, English. What is on the screen already stays as it is.
    """
    global _language, _translations  # noqa: PLW0603 - the one piece of process-wide state: the reader's language
    _language = language
    if language == PSEUDO:
        _translations = _Pseudo()
    else:
        _translations = gettext.translation(_DOMAIN, str(folder), [language], fallback=True)


def language() -> str:
    """The language that was set last."""
    return _language


class _Pseudo(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return disguised(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return disguised(msgid1 if n == 1 else msgid2)


def disguised(template: str) -> str:
    """A template with accents on its letters and two fifths longer; its placeholders and ampersands as they were."""
    if not template:
        return template
    pieces = []
    for text, name, form, conversion in string.Formatter().parse(template):
        pieces.append(text.replace("{", "{{").replace("}", "}}").translate(_ACCENTED))
        if name is not None:
            pieces.append("{" + name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "") + "}")
    padding = _PADDING * (len(template) * 2 // 5)
    words = " ".join(padding[at : at + _WORD] for at in range(0, len(padding), _WORD))
    return f"⟦{''.join(pieces)}{words}⟧"


def _filled(translated: str, source: str, params: dict[str, object]) -> str:
    """A translation whose placeholders differ from the source's is a defect: the source text is shown instead."""
    if _names(translated) != _names(source):
        translated = source
    return translated.format(**params) if params or "{" in translated else translated


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}

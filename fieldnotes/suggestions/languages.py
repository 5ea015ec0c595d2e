"""Guess the language of a text from its script and its smallest words, when nobody has said which it is."""

from __future__ import annotations

import re
from collections import Counter

from fieldnotes.redaction.scripts import Script, script_of_letter
from fieldnotes.redaction.wordset import word_set
from fieldnotes.suggestions.words import LANGUAGES

_SMALL = {
    "es": word_set("el los las del una que y por con para su se al como más fue pero"),
    "fr": word_set("le les des une du et est dans que qui pour par sur au aux il elle ne pas cette été"),
    "it": word_set("il gli della delle che di è una per con del nel non sono ha era alla"),
    "pt": word_set("os uma do da dos das que não em ao com para por se foi pela pelo são"),
    "de": word_set("der die das und ist nicht den dem des ein eine mit von zu auf für wurde sich im"),
    "en": word_set("the of and to in that was for is on with his her he she they at by had were"),
    "az": word_set("və bir bu ilə üçün də idi olan o mən onun məni deyil sonra isə ki var həm"),
    "tr": word_set("ve bir bu ile için da de olarak daha çok gibi sonra değil ben onun beni ki var"),
}
_LETTERS = {
    "az": frozenset("əı"),
    "tr": frozenset("ığ"),
    "de": frozenset("ßä"),
    "es": frozenset("ñ¿"),
    "pt": frozenset("ãõ"),
    "fr": frozenset("êœ"),
}
"""Letters that speak for a language when a text is short."""
_FARSI = word_set("از که را این است در با برای آن بود شد می‌کند خود هم تا")
_ARABIC = word_set("من في على إلى أن هذا التي الذي كان مع عن ما لم هذه")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
_BY_SCRIPT = {Script.CYRILLIC: "ru", Script.GEORGIAN: "ka"}


def known_language(language: str, text: str) -> str:
    """`language` when there are lists for it, else the likeliest language of the text, "" when none stands out."""
    language = language[:2].lower()
    return language if language in LANGUAGES else guess(text)


def guess(text: str) -> str:
    words = _WORD.findall(text[:_SAMPLE].replace("İ", "i").lower())
    scripts = Counter(script for word in words if (script := script_of_letter(word[0])))
    if not scripts:
        return ""
    script = scripts.most_common(1)[0][0]
    if script is Script.ARABIC:
        return "fa" if sum(word in _FARSI for word in words) > sum(word in _ARABIC for word in words) else "ar"
    if script is not Script.LATIN:
        return _BY_SCRIPT.get(script, "")
    scores = {
        language: sum(word in small for word in words) + sum(not letters.isdisjoint(word) for word in words)
        for language, small in _SMALL.items()
        for letters in (_LETTERS.get(language, frozenset()),)
    }
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else ""

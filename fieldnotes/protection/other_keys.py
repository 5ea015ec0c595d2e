"""Single words of names that were typed while the keyboard was set to another script: Ifkjvttdjq for Шаломеевой."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fieldnotes.redaction.keyboards import typed_elsewhere

_LEAST = 5
"""Letters of a word of a name, and of what its keys give: shorter ones are often some other word."""
_HEAD = 4
_LONGEST_ENDING = 4
_RUN = re.compile(r"[^\s\d@_()«»“”]{5,60}")
_CLOSING = re.compile(r"[\W_]+$")
_ENDINGS = re.findall(
    r"\w+",
    "а я у ю ы и е о ой ей ом ем ым им ых их ою ею ами ями ого ому "
    "ın in un ün nın nin nun nün ı i u ü nı ni nu nü a ə e ya yə ye na nə ne "
    "da də de dan dən den ta tə te tan tən ten la lə le",
)
_VOWELS = "аяйь"


class OtherKeys:
    """The words of persons' names on the keys of another script, to be found with plain case endings.

    Args:
        names: (word as it is written, code of the entry).
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._stems: dict[str, str] = {}
        for written, code in names:
            word = written.replace("İ", "i").replace("I", "i").lower()
            if len(word) >= _LEAST:
                for stem in {word, word[:-1]} if word[-1] in _VOWELS else {word}:
                    self._stems.update((typed, code) for typed in typed_elsewhere(stem) if len(typed) >= _HEAD)
        self._heads = {stem[:_HEAD] for stem in self._stems}
        self._endings = {typed for ending in _ENDINGS for typed in typed_elsewhere(ending)} | {""}

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, code) of each such word; signs that stand for letters on the other keys belong to it."""
        for run in _RUN.finditer(text) if self._stems else ():
            letters = "".join(filter(str.isalpha, run.group().lower()))
            if letters[:_HEAD] in self._heads and len(letters) >= _LEAST and (code := self._of(letters)):
                yield run.start(), run.start() + len(_CLOSING.sub("", run.group())), code

    def _of(self, letters: str) -> str:
        for cut in range(min(_LONGEST_ENDING, len(letters) - _HEAD) + 1):
            at = len(letters) - cut
            if letters[at:] in self._endings and (code := self._stems.get(letters[:at], "")):
                return code
        return ""

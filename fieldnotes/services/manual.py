"""The manual that comes with the program: topics in the reader's language, in English where there is no other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldnotes import resources
from fieldnotes.i18n import LANGUAGES

_FOLDER = "manual"
_SOURCE = next(iter(LANGUAGES))


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the manual. `key` is the same in every language; `text` is Markdown that begins with the title."""

    key: str
    text: str

    @property
    def title(self) -> str:
        return self.text.partition("\n")[0].removeprefix("# ")


def topics(language: str) -> tuple[Topic, ...]:
    """Every topic, in reading order.

    Raises:
        ResourceMissing: the installation is incomplete.
    """
    own = resources.path(_FOLDER) / language
    return tuple(_read(own / page.name, page) for page in sorted(resources.path(f"{_FOLDER}/{_SOURCE}").glob("*.md")))


def found(topics: tuple[Topic, ...], words: str) -> tuple[Topic, ...]:
    """The topics that hold all of these words, whatever their case; all of them for no words."""
    wanted = words.casefold().split()
    return tuple(topic for topic in topics if all(word in topic.text.casefold() for word in wanted))


def _read(path: Path, source: Path) -> Topic:
    key = source.stem.partition("-")[2]
    return Topic(key, (path if path.exists() else source).read_text(encoding="utf-8"))

"""Records of every kind: a small card for lists, a body of blocks and passages, and of some a form with fields."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from fieldnotes.model.forms import Form
from fieldnotes.model.level import Level

PUBLIC_DOCUMENT = "public-document"
"""The tag of a record that repeats what anybody may read, so that there is no source to ask; where a source is asked
for, the word for there being none."""


class Kind(StrEnum):
    TESTIMONY = "testimony"
    NOTE = "note"
    INCIDENT = "incident"
    PUBLICATION = "publication"
    EVIDENCE = "evidence"


WRITTEN = (Kind.TESTIMONY, Kind.NOTE)
"""Kinds whose text somebody writes; that of the others is made of their form."""


class BlockStyle(StrEnum):
    """The closed schema of the editor: nothing else can enter a record."""

    PARAGRAPH = "p"
    HEADING_1 = "h1"
    HEADING_2 = "h2"
    HEADING_3 = "h3"
    BULLET = "bullet"
    NUMBERED = "numbered"
    QUOTE = "quote"
    TURN = "turn"
    """What one speaker says until another one speaks."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. `text` holds no line break."""

    text: str
    style: BlockStyle = BlockStyle.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Passage:
    """Part of a body with a level of its own: code points [start, end) of `Body.text`.

    `quote` repeats the words so that a passage that lost its place is noticed, never silently moved.
    `replacement` is what an audience below the level reads instead; empty means a neutral mark.
    """

    start: int
    end: int
    level: Level
    quote: str
    replacement: str = ""
    reason: str = ""
    code: str = ""
    """A `ReasonCode`; empty where nobody gave one."""
    who: str = ""
    marked: str = ""
    """Who marked it, and when: ISO 8601 in UTC; empty in passages of earlier programs."""


@dataclass(frozen=True, slots=True)
class Body:
    """What was said. Blocks are joined by one line feed into `text`; all offsets count code points of it.

    `form` is what the blocks were made of, where they were; while SEALED passages are closed it is away with them.
    """

    blocks: tuple[Block, ...] = ()
    passages: tuple[Passage, ...] = ()
    form: Form | None = None

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)

    @classmethod
    def of(cls, text: str, passages: tuple[Passage, ...] = ()) -> Body:
        """A body of plain paragraphs, one for each line."""
        return cls(tuple(Block(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")), passages)


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a record; encrypted under the record's level key."""

    title: str = ""
    excerpt: str = ""
    language: str = ""
    source: str = ""
    """Code of the register entry who is the source; empty for a public document, or when nobody was named yet."""
    dated: str = ""
    """When the events or the interview were, in the notation of `UncertainDate`: 2016-11, c. 2016, 2016-11..2017-02."""
    origin: str = ""
    """Name of the imported file's kind (txt, md, docx), never its path."""
    tags: tuple[str, ...] = field(default=())
    digest: str = ""
    """Of the imported file's bytes, under a secret of the vault: by it the same file is known again."""

    @property
    def is_public_document(self) -> bool:
        return PUBLIC_DOCUMENT in self.tags

    def with_source(self, source: str) -> Card:
        """The same card with another source: the code of an entry, empty, or `PUBLIC_DOCUMENT`."""
        public = source == PUBLIC_DOCUMENT
        others = tuple(tag for tag in self.tags if tag != PUBLIC_DOCUMENT)
        return replace(self, source="" if public else source, tags=(PUBLIC_DOCUMENT, *others) if public else others)


@dataclass(frozen=True, slots=True)
class Row:
    """A record as lists know it. `card` is None while its level is closed (SEALED, locked)."""

    id: str
    code: str
    kind: Kind
    case: str
    level: Level
    version: int
    created: str
    updated: str
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A row with its body."""

    row: Row
    body: Body

    @property
    def code(self) -> str:
        return self.row.code


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier. The title is encrypted at INTERNAL; `floor` is the least level of anything in it."""

    id: str
    code: str
    title: str
    floor: Level = Level.PUBLIC
    status: str = "open"
    created: str = ""
    record_count: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """Unsaved typing, kept encrypted under its record's level. `record` is empty for one never saved."""

    id: str
    record: str
    case: str
    kind: Kind
    level: Level
    title: str
    body: Body
    cursor: int = 0
    updated: str = ""

"""Values of the model as the bytes that are sealed: compact JSON in UTF-8, fields by name, read tolerantly forward.

A later version may add fields; a missing field takes the model's default. Lone surrogates, which a broken source can
contain, survive the round trip.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Block, BlockStyle, Body, Card, Passage
from fieldnotes.model.register import Identity
from fieldnotes.vault.sealed_words import Cut, SealedWords

_CARD_TEXTS = ("title", "excerpt", "language", "source", "dated", "origin")
_CONSENT_TEXTS = ("obtained_on", "form", "conditions", "review_on", "expires_on", "withdrawn_on")


def dump(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def load(data: bytes) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(data.decode("utf-8", "surrogatepass"))
    return value


def dump_text(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def load_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def dump_card(card: Card) -> bytes:
    texts = {name: getattr(card, name) for name in _CARD_TEXTS if getattr(card, name)}
    return dump({**texts, "tags": list(card.tags)} if card.tags else texts)


def load_card(data: bytes) -> Card:
    raw = load(data)
    return Card(**{name: raw[name] for name in _CARD_TEXTS if name in raw}, tags=tuple(raw.get("tags", ())))


def dump_body(body: Body) -> bytes:
    return dump({"blocks": _blocks(body.blocks), "passages": [_passage(passage) for passage in body.passages]})


def load_body(data: bytes) -> Body:
    raw = load(data)
    return Body(_load_blocks(raw["blocks"]), tuple(_load_passage(passage) for passage in raw.get("passages", ())))


def dump_words(words: SealedWords) -> bytes:
    cuts = [[cut.at, _blocks(cut.pieces)] for cut in words.cuts]
    return dump({"cuts": cuts, "passages": [_passage(passage) for passage in words.passages]})


def load_words(data: bytes) -> SealedWords:
    raw = load(data)
    cuts = tuple(Cut(at, _load_blocks(pieces)) for at, pieces in raw["cuts"])
    return SealedWords(cuts, tuple(_load_passage(passage) for passage in raw["passages"]))


def dump_identity(identity: Identity) -> bytes:
    return dump({"name": identity.name, "aliases": list(identity.aliases), "note": identity.note})


def load_identity(data: bytes) -> Identity:
    raw = load(data)
    return Identity(raw["name"], tuple(raw.get("aliases", ())), raw.get("note", ""))


def dump_consent(consent: Consent) -> bytes:
    texts = {name: getattr(consent, name) for name in _CONSENT_TEXTS}
    return dump({**texts, "answers": {str(use): str(answer) for use, answer in consent.answers.items()}})


def load_consent(data: bytes) -> Consent:
    raw = load(data)
    answers = {Use(use): Answer(answer) for use, answer in raw["answers"].items()}
    return Consent(answers=answers, **{name: raw.get(name, "") for name in _CONSENT_TEXTS})


def _blocks(blocks: Iterable[Block]) -> list[list[str]]:
    return [[block.text] if block.style is BlockStyle.PARAGRAPH else [block.text, block.style] for block in blocks]


def _load_blocks(raw: Iterable[Any]) -> tuple[Block, ...]:
    return tuple(Block(*block[:1], *map(BlockStyle, block[1:])) for block in raw)


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "start": passage.start,
        "end": passage.end,
        "level": int(passage.level),
        "quote": passage.quote,
        "replacement": passage.replacement,
        "reason": passage.reason,
    }


def _load_passage(raw: Mapping[str, Any]) -> Passage:
    return Passage(
        start=raw["start"],
        end=raw["end"],
        level=Level(raw["level"]),
        quote=raw["quote"],
        replacement=raw.get("replacement", ""),
        reason=raw.get("reason", ""),
    )

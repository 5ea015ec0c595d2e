"""Values of the model as the bytes that are sealed: compact JSON in UTF-8, fields by name, read tolerantly forward.

A later version may add fields; a missing field takes the model's default. Lone surrogates, which a broken source can
contain, survive the round trip.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from fieldnotes.model import form_values
from fieldnotes.model.consent import Answer, Consent, ConsentForm, Use
from fieldnotes.model.forms import Form
from fieldnotes.model.level import Level
from fieldnotes.model.record import Block, BlockStyle, Body, Card, Passage
from fieldnotes.model.register import Address, Category, Contact, ContactKind, Document, Identity, Special
from fieldnotes.vault.records.sealed_words import Cut, SealedWords

_CARD_TEXTS = ("title", "excerpt", "language", "source", "dated", "origin", "digest")
_CONSENT_TEXTS = ("obtained_on", "review_on", "expires_on", "withdrawn_on")
_EMBARGO = "embargo_until"
"""Written only where it says something: earlier programs do not know it."""
_FORM_TEXTS = ("given", "obtained_by", "language", "guardian", "conditions", "notes")
_OLD_FORM_TEXTS = {"form": "given", "conditions": "conditions"}
"""Words of a consent that lay beside its answers, at INTERNAL, before schema 3."""

_IDENTITY_TEXTS = ("birth", "citizenship", "occupation")
_PASSAGE_TEXTS = ("code", "who", "marked")


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
    told = {"blocks": _blocks(body.blocks), "passages": [_passage(passage) for passage in body.passages]}
    return dump(told | _form(body.form))


def load_body(data: bytes) -> Body:
    raw = load(data)
    passages = tuple(_load_passage(passage) for passage in raw.get("passages", ()))
    return Body(_load_blocks(raw["blocks"]), passages, _load_form(raw))


def dump_words(words: SealedWords) -> bytes:
    cuts = [[cut.at, _blocks(cut.pieces)] for cut in words.cuts]
    return dump({"cuts": cuts, "passages": [_passage(passage) for passage in words.passages]} | _form(words.form))


def load_words(data: bytes) -> SealedWords:
    raw = load(data)
    cuts = tuple(Cut(at, _load_blocks(pieces)) for at, pieces in raw["cuts"])
    return SealedWords(cuts, tuple(_load_passage(passage) for passage in raw["passages"]), _load_form(raw))


def dump_identity(identity: Identity) -> bytes:
    value: dict[str, Any] = {"name": identity.name, "aliases": list(identity.aliases), "note": identity.note}
    value |= {name: getattr(identity, name) for name in _IDENTITY_TEXTS if getattr(identity, name)}
    lists = {
        "contacts": [[contact.kind, contact.value, contact.note] for contact in identity.contacts],
        "addresses": [[address.place, address.note] for address in identity.addresses],
        "documents": [[document.kind, document.number] for document in identity.documents],
        "special": [[special.category, special.words] for special in identity.special],
    }
    return dump(value | {name: items for name, items in lists.items() if items})


def load_identity(data: bytes) -> Identity:
    raw = load(data)
    return Identity(
        raw["name"],
        tuple(raw.get("aliases", ())),
        raw.get("note", ""),
        contacts=tuple(Contact(ContactKind(kind), *rest) for kind, *rest in raw.get("contacts", ())),
        addresses=tuple(Address(*item) for item in raw.get("addresses", ())),
        documents=tuple(Document(*item) for item in raw.get("documents", ())),
        special=tuple(Special(Category(category), words) for category, words in raw.get("special", ())),
        **{name: raw.get(name, "") for name in _IDENTITY_TEXTS},
    )


def dump_consent(consent: Consent, *, words: ConsentForm | None = None) -> bytes:
    """Everything but the form. `words` are those of an older consent that could not be sealed yet."""
    texts = {name: getattr(consent, name) for name in _CONSENT_TEXTS}
    texts |= {_EMBARGO: consent.embargo_until} if consent.embargo_until else {}
    old = {} if words is None else {key: getattr(words, name) for key, name in _OLD_FORM_TEXTS.items()}
    return dump({**texts, **old, "answers": {str(use): str(answer) for use, answer in consent.answers.items()}})


def load_consent(data: bytes) -> tuple[Consent, ConsentForm | None]:
    """A consent without its form, and the words that lie beside it where they were not moved under SEALED yet."""
    raw = load(data)
    answers = {Use(use): Answer(answer) for use, answer in raw["answers"].items()}
    old = {name: raw[key] for key, name in _OLD_FORM_TEXTS.items() if raw.get(key)}
    consent = Consent(answers=answers, **{name: raw.get(name, "") for name in (*_CONSENT_TEXTS, _EMBARGO)})
    return consent, ConsentForm(**old) if old else None


def dump_form(form: ConsentForm) -> bytes:
    return dump({name: getattr(form, name) for name in _FORM_TEXTS if getattr(form, name)})


def load_form(data: bytes) -> ConsentForm:
    raw = load(data)
    return ConsentForm(**{name: raw[name] for name in _FORM_TEXTS if name in raw})


def _form(form: Form | None) -> dict[str, Any]:
    return {} if form is None else {"form": {form_values.name_of(form): form_values.as_plain(form)}}


def _load_form(raw: Mapping[str, Any]) -> Form | None:
    """None too for a kind of form that only a later program knows: its text is there."""
    for name, value in raw.get("form", {}).items():
        if name in form_values.FORMS:
            return form_values.from_plain(form_values.FORMS[name], value, strict=False)
    return None


def _blocks(blocks: Iterable[Block]) -> list[list[str]]:
    return [[block.text] if block.style is BlockStyle.PARAGRAPH else [block.text, block.style] for block in blocks]


def _load_blocks(raw: Iterable[Any]) -> tuple[Block, ...]:
    return tuple(Block(*block[:1], *map(BlockStyle, block[1:])) for block in raw)


def _passage(passage: Passage) -> dict[str, Any]:
    """What earlier programs do not know is written only where it says something."""
    return {
        "start": passage.start,
        "end": passage.end,
        "level": int(passage.level),
        "quote": passage.quote,
        "replacement": passage.replacement,
        "reason": passage.reason,
        **{name: getattr(passage, name) for name in _PASSAGE_TEXTS if getattr(passage, name)},
    }


def _load_passage(raw: Mapping[str, Any]) -> Passage:
    return Passage(
        start=raw["start"],
        end=raw["end"],
        level=Level(raw["level"]),
        quote=raw["quote"],
        replacement=raw.get("replacement", ""),
        reason=raw.get("reason", ""),
        **{name: raw.get(name, "") for name in _PASSAGE_TEXTS},
    )

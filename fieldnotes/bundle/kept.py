"""What an editor keeps without a vault: her keys, authors' cards, the newest bundle of each series, begun reviews."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from fieldnotes.bundle import review_document
from fieldnotes.bundle.differences import Outline
from fieldnotes.crypto import age, sign
from fieldnotes.crypto.exchange import Fields, Malformed, canonical, exact_base64, harmless_line, strict_object
from fieldnotes.crypto.identity import CARD_LIMIT_BYTES, Card, Identity
from fieldnotes.errors import BadIdentityFile, BadRecipient
from fieldnotes.model.review import TEXT_LIMIT, About, RecordVerdict, Remark

MAX_BYTES = 16 * 1024 * 1024
_MAX_SECRETS = 8
_SERIES, _DRAFTS = 200, 200
"""How many of each are kept, the newest."""


@dataclass(frozen=True, slots=True)
class KnownAuthor:
    """Somebody whose bundles are expected; `compared` is the day on which the words were. `called` is what the reader
    calls her, empty for what the card says."""

    card: Card
    compared: str = ""
    called: str = ""

    @property
    def name(self) -> str:
        return self.called or self.card.name

    def counts(self, today: str) -> bool:
        """Whether her card is good on an ISO day."""
        return not self.card.expires or self.card.expires >= today


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest bundle of a series."""

    about: About
    outlines: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A review that was begun. `number` is of the last one that was finished, 0 for none; `signer` the author's key."""

    about: About
    signer: bytes
    number: int
    records: tuple[RecordVerdict, ...]
    remarks: tuple[Remark, ...] = ()
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything in a key store."""

    identity: Identity
    authors: tuple[KnownAuthor, ...] = ()
    series: tuple[Seen, ...] = ()
    drafts: tuple[Draft, ...] = ()

    def author(self, signer: bytes | None) -> KnownAuthor | None:
        """Whose signing key that is, if anybody's."""
        return next((one for one in self.authors if one.card.sign == signer), None)

    def newest(self, series_id: str) -> Seen | None:
        """What was last seen of a series."""
        return next((one for one in self.series if one.about.series_id == series_id), None)

    def draft(self, about: About) -> Draft | None:
        return next((one for one in self.drafts if one.about == about), None)

    def with_author(self, author: KnownAuthor) -> Kept:
        others = tuple(one for one in self.authors if one.card.sign != author.card.sign)
        return replace(self, authors=(*others, author))

    def with_seen(self, seen: Seen) -> Kept:
        others = tuple(one for one in self.series if one.about.series_id != seen.about.series_id)
        return replace(self, series=(*others, seen)[-_SERIES:])

    def with_draft(self, draft: Draft) -> Kept:
        others = tuple(one for one in self.drafts if one.about != draft.about)
        return replace(self, drafts=(*others, draft)[-_DRAFTS:])


def kept_bytes(kept: Kept) -> bytes:
    """The content of a key store, in the clear."""
    identity = kept.identity
    document: dict[str, object] = {
        "identity": {
            "name": identity.name,
            "created": identity.created,
            "age": list(identity.age_secrets),
            "sign": b64encode(identity.signing_key.seed).decode("ascii"),
        },
        "authors": [{"card": one.card.text, "compared": one.compared, "called": one.called} for one in kept.authors],
        "series": [_seen_members(one) for one in kept.series],
        "reviews": [canonical(_draft_members(one)).decode() for one in kept.drafts],
    }
    return canonical(document)


def read_kept(data: bytes) -> Kept:
    """The content of a key store. Raises Malformed."""
    fields = strict_object(data, limit_bytes=MAX_BYTES)
    fields.require("identity", "authors", "series", "reviews")
    identity = Fields(_members(fields, "identity"))
    secrets = identity.texts("age", limit=4000)
    if not 0 < len(secrets) <= _MAX_SECRETS:
        raise Malformed("the keys are missing")
    for secret in secrets:
        _recipient(secret)
    return Kept(
        Identity(
            identity.text("name"), secrets, exact_base64(identity.text("sign"), sign.PUBLIC_BYTES),
            identity.text("created"),
        ),
        tuple(_author(one) for one in fields.objects("authors")),
        tuple(_seen(one) for one in fields.objects("series")),
        tuple(_draft(text) for text in fields.texts("reviews", limit=MAX_BYTES)),
    )  # fmt: skip


def _about_members(about: About) -> dict[str, object]:
    return {
        "bundle_id": about.bundle_id,
        "series_id": about.series_id,
        "seq": about.seq,
        "manifest_sha256": about.manifest_sha256,
    }


def _seen_members(seen: Seen) -> Mapping[str, object]:
    records = [
        {"label": one.label, "title_sha256": one.title, "paragraphs": " ".join(one.paragraphs)} for one in seen.outlines
    ]
    return {**_about_members(seen.about), "records": records}


def _draft_members(draft: Draft) -> Mapping[str, object]:
    return {
        **_about_members(draft.about),
        "signer": b64encode(draft.signer).decode("ascii"),
        "number": draft.number,
        "records": [review_document.verdict_members(one) for one in draft.records],
        "remarks": [review_document.remark_members(one) for one in draft.remarks],
        "note": draft.note,
    }


def _author(fields: Fields) -> KnownAuthor:
    try:
        card = Card.parse(fields.text("card", limit=CARD_LIMIT_BYTES))
    except BadRecipient as error:
        raise Malformed("a card is not valid") from error
    return KnownAuthor(card, fields.text("compared"), harmless_line(fields.text("called")))


def _seen(fields: Fields) -> Seen:
    return Seen(review_document.read_about(fields), tuple(_outline(one) for one in fields.objects("records")))


def _outline(fields: Fields) -> Outline:
    paragraphs = fields.text("paragraphs", limit=MAX_BYTES).split(" ")
    return Outline(fields.text("label"), fields.text("title_sha256"), tuple(paragraphs))


def _draft(text: str) -> Draft:
    fields = strict_object(text.encode(), limit_bytes=MAX_BYTES)
    records = review_document.read_verdicts(fields)
    return Draft(
        review_document.read_about(fields),
        exact_base64(fields.text("signer"), sign.PUBLIC_BYTES),
        fields.integer("number"),
        records,
        review_document.read_remarks(fields, {one.label for one in records}),
        fields.text("note", limit=TEXT_LIMIT),
    )


def _recipient(secret: str) -> str:
    try:
        return age.recipient_of(secret)
    except BadIdentityFile as error:
        raise Malformed("a key is not valid") from error


def _members(fields: Fields, name: str) -> Mapping[str, object]:
    value = fields.raw().get(name)
    if not isinstance(value, dict):
        raise Malformed("an object is missing")
    return value

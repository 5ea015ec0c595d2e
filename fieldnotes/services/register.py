"""The register: who and what protection is about, how they belong together, what they agreed to."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from fieldnotes import clock
from fieldnotes.errors import BadValue
from fieldnotes.model.changes import Changes
from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.record import Row
from fieldnotes.model.register import EntityType, Entry, Identity, Relation, RelationKind, Role
from fieldnotes.progress import Watch
from fieldnotes.services import mentions
from fieldnotes.services.session import Session
from fieldnotes.services.views import ReleaseView

LONGEST_NAME = 200
"""Characters of one name or alias."""
FEWEST_DIGITS = 5
_SHAPING = "\u200c\u200d"


def add_entry(
    session: Session,
    *,
    name: str,
    aliases: Sequence[str] = (),
    type: EntityType = EntityType.PERSON,  # noqa: A002 - the domain's word
    role: Role = Role.OTHER,
    level: Level = DEFAULT_LEVEL,
) -> Entry:
    """Register a person, organisation, place or contact. Its names are sealed at once.

    Raises:
        SealedClosed: the compartment that keeps names must be open.
        BadValue: the name is empty.
    """
    identity = Identity(_clean(name), tuple(dict.fromkeys(filter(None, map(_clean, aliases)))))
    _refuse_unfindable(identity, type)
    vault = session.needs_to_write_sealed()
    session.forget_matcher()
    return vault.add_entry(type=type, role=role, level=level, identity=identity)[0]


def change_entry(session: Session, code: str, *, identity: Identity | None = None, role: Role | None = None) -> Changes:
    """Correct names or role. The level is changed with `write.set_level`."""
    vault = session.needs_to_write_sealed()
    if identity is not None:
        _refuse_unfindable(identity, vault.entry(code).type)
    session.forget_matcher()
    return vault.change_entry(code, identity=identity, role=role)


def entries(session: Session) -> list[Entry]:
    """All register entries; without their identities while the sealed compartment is closed."""
    return session.vault.entries()


def entry(session: Session, code: str) -> Entry:
    return session.vault.entry(code)


def relate(session: Session, a: str, b: str, kind: RelationKind) -> Changes:
    """Note that `a` is the `kind` of `b`; kinship passes protection on."""
    if a == b:
        raise BadValue(field="relation", value="to oneself", allowed="two different entries")
    return session.vault.relate(a, b, kind)


def unrelate(session: Session, a: str, b: str, kind: RelationKind) -> Changes:
    """Take a relation back; protection that came along it goes with it."""
    return session.vault.unrelate(a, b, kind)


def relations(session: Session) -> list[Relation]:
    return session.vault.relations()


def consent(session: Session, code: str) -> Consent | None:
    return session.vault.consent(code)


def set_consent(
    session: Session,
    code: str,
    answers: Mapping[Use, Answer],
    *,
    form: str = "",
    conditions: str = "",
    review_on: str = "",
    expires_on: str = "",
    obtained_on: str = "",
) -> Changes:
    """Record answers per use. Uses that are not named keep their earlier answer; a withdrawn consent is given anew.

    `obtained_on` is an ISO day; without one, today when answers are given, else as before.
    """
    before = session.vault.consent(code) or Consent()
    merged = {**before.answers, **answers}
    today = clock.today().isoformat()
    return session.vault.set_consent(
        code,
        replace(
            before,
            answers=merged,
            obtained_on=obtained_on or (today if answers else before.obtained_on),
            form=form or before.form,
            conditions=conditions or before.conditions,
            review_on=review_on or before.review_on,
            expires_on=expires_on or before.expires_on,
            withdrawn_on="",
        ),
    )


def withdraw_consent(session: Session, code: str) -> list[ReleaseView]:
    """Stop every new export of this person's records; returns the bundles that already carry her."""
    vault = session.vault
    before = vault.consent(code) or Consent()
    vault.set_consent(code, replace(before, withdrawn_on=clock.today().isoformat()))
    return releases_with(session, code)


def releases_with(session: Session, code: str) -> list[ReleaseView]:
    """Bundles that hold a record whose source is `code`, or that speaks of her."""
    carrying = {row.code for row in session.vault.rows() if row.card is not None and row.card.source == code}
    carrying |= set(session.vault.mentioned_in(code))
    return [release for release in releases(session) if carrying & set(release.records)]


def releases(session: Session) -> list[ReleaseView]:
    """The export register, newest first."""
    return [
        ReleaseView(
            bundle_id=release.id,
            at=release.released,
            audience=release.audience.value,
            records=tuple(record.code for record in release.records),
            recipients=release.recipients,
            sha256=release.sha256,
        )
        for release in session.vault.releases()
    ]


def mentioned_in(session: Session, code: str, *, watch: Watch | None = None) -> list[Row]:
    """Records that speak of an entry; texts changed since the last look are read first if names are open."""
    mentions.refresh(session, watch=watch)
    return [session.vault.row(record) for record in session.vault.mentioned_in(code)]


def _clean(name: str) -> str:
    """One line without control characters and overrides; what shapes letters (ZWNJ) stays."""
    kept = "".join(c for c in name if c in _SHAPING or unicodedata.category(c) not in ("Cf", "Cs") or c.isspace())
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in kept).split())


def _refuse_unfindable(identity: Identity, kind: EntityType) -> None:
    """A name that can never be found in a text would promise a protection that it does not give."""
    for name in identity.names:
        if not any(c.isalnum() for c in name):
            raise BadValue(field="name", value="empty", allowed="letters or digits")
        if len(name) > LONGEST_NAME:
            raise BadValue(field="name", value=f"{len(name)} characters long", allowed=f"up to {LONGEST_NAME}")
    digits = sum(c.isdigit() for c in identity.name)
    if kind is EntityType.PHONE and digits < FEWEST_DIGITS:
        raise BadValue(field="phone", value="without a number", allowed=f"at least {FEWEST_DIGITS} digits")
    if kind is EntityType.EMAIL and "@" not in identity.name:
        raise BadValue(field="e-mail", value="without @", allowed="name@domain")

"""The register: who and what protection is about, how they belong together, what they agreed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from fieldnotes import clock
from fieldnotes.errors import BadValue, NoSuchRecord
from fieldnotes.model.changes import Changes
from fieldnotes.model.consent import Answer, Consent, ConsentForm, Use
from fieldnotes.model.level import DEFAULT_LEVEL, Level
from fieldnotes.model.query import Filter, Name, Query
from fieldnotes.model.record import Row
from fieldnotes.model.register import EntityType, Entry, Identity, Relation, RelationKind, Role
from fieldnotes.progress import Watch
from fieldnotes.protection import policy
from fieldnotes.services import mentions
from fieldnotes.services.cleaning import LONGEST_NAME, cleaned
from fieldnotes.services.particulars import entry_of
from fieldnotes.services.session import Session
from fieldnotes.services.views import ReleaseView

__all__ = ["LONGEST_NAME"]

_ALL = 1_000_000
"""More records than a vault holds."""


def add_entry(
    session: Session,
    *,
    name: str = "",
    aliases: Sequence[str] = (),
    identity: Identity | None = None,
    type: EntityType = EntityType.PERSON,  # noqa: A002 - the domain's word
    role: Role = Role.OTHER,
    level: Level = DEFAULT_LEVEL,
) -> Entry:
    """Register a person, organisation, place or contact by name, or with everything that is known. Sealed at once.

    Raises:
        SealedClosed: the compartment that keeps names must be open.
        BadValue: the name is empty, or something is not what it is said to be.
    """
    identity = cleaned(identity or Identity(name, tuple(aliases)), type)
    vault = session.needs_to_write_sealed()
    session.forget_matcher()
    return vault.add_entry(type=type, role=role, level=level, identity=identity)[0]


def namesakes(session: Session, code: str) -> tuple[str, ...]:
    """The codes of all other entries of its type that bear one of its names, letter case and white space aside.

    Of names that cannot be read, as those sealed for the office at home, nothing is told.

    Raises:
        NoSuchRecord: as `entry`.
    """
    vault = session.vault
    wanted = vault.entry(code)
    names = _folded(wanted)
    others = (one for one in vault.entries() if one.code != code and one.type is wanted.type)
    return tuple(one.code for one in others if not names.isdisjoint(_folded(one)))


def _folded(entry: Entry) -> set[str]:
    names = entry.identity.names if entry.identity is not None else ()
    return {" ".join(name.split()).casefold() for name in names}


def change_entry(session: Session, code: str, *, identity: Identity | None = None, role: Role | None = None) -> Changes:
    """Correct the identity or the role. The level is changed with `write.set_level`.

    Raises:
        SealedClosed, NoSuchRecord, BadValue: as `add_entry`.
    """
    vault = session.needs_to_write_sealed()
    if identity is not None:
        identity = cleaned(identity, vault.entry(code).type)
    session.forget_matcher()
    return vault.change_entry(code, identity=identity, role=role)


def change_names(session: Session, code: str, wanted: Identity) -> Changes:
    """Correct name and aliases as in `wanted`, and leave what else is known as it is now. Errors as `change_entry`."""
    known = session.vault.entry(code).identity or wanted
    return change_entry(session, code, identity=replace(known, name=wanted.name, aliases=wanted.aliases))


def change_particulars(session: Session, code: str, wanted: Identity) -> Changes:
    """Correct everything but name and aliases as in `wanted`. Errors as `change_entry`."""
    known = session.vault.entry(code).identity or wanted
    return change_entry(session, code, identity=replace(wanted, name=known.name, aliases=known.aliases))


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


@dataclass(frozen=True, slots=True)
class Unrelated:
    """What came of taking a relation away. `raised`: who keeps, as an own level, the protection that came along it."""

    changes: Changes
    raised: tuple[str, ...] = ()


def unrelate(session: Session, a: str, b: str, kind: RelationKind) -> Unrelated:
    """Take a relation away. Nobody loses protection by it: whoever had it through kin gets that level for herself.

    To lower it afterwards takes what lowering takes.

    Raises:
        NoSuchRecord: they are not so related.
    """
    vault, gone = session.vault, Relation(a, b, kind)
    entries, known = vault.entries(), vault.relations()
    if gone not in known:
        raise NoSuchRecord(name=f"{a} {kind.value} {b}")
    before = policy.inherited_levels(entries, known)
    after = policy.inherited_levels(entries, [one for one in known if one != gone])
    raised = tuple(code for code, level in before.items() if policy.is_lower(after[code], level))
    for code in raised:
        vault.change_entry(code, level=before[code])
    changes = vault.unrelate(a, b, kind)
    return Unrelated(replace(changes, entries=changes.entries | set(raised)), raised)


def relations(session: Session) -> list[Relation]:
    return session.vault.relations()


def consent(session: Session, code: str) -> Consent | None:
    return session.vault.consent(code)


def set_consent(
    session: Session,
    code: str,
    answers: Mapping[Use, Answer],
    *,
    form: ConsentForm | None = None,
    review_on: str = "",
    expires_on: str = "",
    obtained_on: str = "",
    embargo_until: str = "",
) -> Changes:
    """Record answers per use. Uses that are not named keep their earlier answer; a withdrawn consent is given anew.

    `obtained_on` is an ISO day; without one, today when answers are given, else as before. What `form` says replaces
    what was said before; what it leaves empty stays.

    Raises:
        SealedClosed: words are to be kept and their compartment is closed.
    """
    before = session.vault.consent(code) or Consent(form=ConsentForm())
    merged = {**before.answers, **answers}
    today = clock.today().isoformat()
    return session.vault.set_consent(
        code,
        replace(
            before,
            answers=merged,
            obtained_on=obtained_on or (today if answers else before.obtained_on),
            review_on=review_on or before.review_on,
            expires_on=expires_on or before.expires_on,
            embargo_until=embargo_until or before.embargo_until,
            withdrawn_on="",
            form=_said(session, before.form, form),
            away=False,
        ),
    )


def withdraw_consent(session: Session, code: str) -> list[ReleaseView]:
    """Stop every new export of this person's records; returns the bundles that already carry her."""
    vault = session.vault
    before = vault.consent(code) or Consent()
    vault.set_consent(code, replace(before, withdrawn_on=clock.today().isoformat(), form=None, away=False))
    return releases_with(session, code)


def releases_with(session: Session, code: str) -> list[ReleaseView]:
    """Bundles that hold a record whose source is `code`, or that speaks of her; also if it was thrown away since.

    What the register of exports says of a bundle counts as well: whose name had a label in it, the record may not say
    any more.
    """
    mentions.refresh(session)
    vault = session.vault
    labelled = {one.id for one in vault.releases() if code in map(entry_of, one.labels)}
    binned = {row.code for row in vault.recycled() if row.card is not None and row.card.source == code}
    carrying = {row.code for row in rows_with(session, code)} | set(vault.mentioned_in(code)) | binned
    return [one for one in releases(session) if one.bundle_id in labelled or carrying & set(one.records)]


def rows_with(session: Session, code: str) -> list[Row]:
    """Records whose source is `code`, whose form names her, or whose text does as far as texts were looked at."""
    asked = Query(filters=(Filter(Name.PERSON, (code,)),))
    return [found.row for found in session.vault.search(asked, limit=_ALL)]


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


def _said(session: Session, before: ConsentForm | None, form: ConsentForm | None) -> ConsentForm | None:
    """The form to keep; None leaves what is there. What cannot be read is written over on a journey only, because
    both are joined at its end."""
    if form is None or form == ConsentForm():
        return None
    if before is None and not session.vault.sealed_is_away:
        raise session.vault.sealed_closed
    before = before or ConsentForm()
    return ConsentForm(**{one.name: getattr(form, one.name) or getattr(before, one.name) for one in fields(form)})

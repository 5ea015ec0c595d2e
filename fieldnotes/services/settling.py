"""Nothing leaves while something is left to decide: what a bundle, a page and a copied record ask before anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.errors import LadderNeedsTwo, MosaicOpen, NothingToExport, ReviewOpen, SuggestionsOpen
from fieldnotes.i18n import N_, tr
from fieldnotes.model.audience import Audience
from fieldnotes.model.bundle import BundleRecord
from fieldnotes.model.record import Kind
from fieldnotes.model.redaction import Change, ChangeKind
from fieldnotes.progress import Watch
from fieldnotes.protection.redactor import RULES, Redactor
from fieldnotes.redaction.accounts import AccountKind, find_accounts
from fieldnotes.redaction.ladder import Ladder, Topic, for_audience
from fieldnotes.services import contents, evidence, form_text, hit_groups, mosaic, review_flags, suggest
from fieldnotes.services.hit_views import TEXT, TITLE
from fieldnotes.services.preparing import USUAL, How, Prepared, prepare
from fieldnotes.services.session import Session
from fieldnotes.services.suggest import Spot
from fieldnotes.services.views import RemainingDetail
from fieldnotes.vault.records.releases import BUNDLE, Release, ReleasedRecord

_EMPTY = N_("the case is empty")


@dataclass(frozen=True, slots=True)
class Job:
    """Redacted records of a case with nothing left to decide."""

    case: str
    audience: Audience
    prepared: Sequence[Prepared]
    redactor: Redactor
    accepted: str
    """Why details may leave; empty when there are none."""
    accepted_names: str
    unregistered: int
    ladder: Ladder
    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256, in hex, by code of evidence: of the file that a pack of it would hold."""

    @property
    def included(self) -> list[Prepared]:
        """What leaves, in the order of its labels: that of the vault would tell when each was added."""
        return sorted((one for one in self.prepared if one.text is not None), key=lambda one: one.label)

    @property
    def kept(self) -> frozenset[str]:
        """Words that somebody decided to keep."""
        return frozenset(word for one in self.included for part in one.parts for word in part.kept)

    @property
    def changes(self) -> Iterator[Change]:
        return (change for one in self.included for part in one.parts for change in part.changes)

    @property
    def contents(self) -> dict[str, str]:
        """By code of each record that leaves, a digest of what leaves of it, whatever its labels are."""
        codes = ((one.candidate.record.code, one) for one in self.included)
        return {code: contents.of_record(one, self.files.get(code, "")) for code, one in codes}

    @property
    def content(self) -> str:
        """One digest of all of that: what people approve."""
        return contents.of_all(self.audience, self.contents)

    def release(self, release_id: str, *, sha256: str, recipients: tuple[str, ...] = (), how: str = BUNDLE) -> Release:
        """What the register of exports keeps of it."""
        included = self.included
        return Release(
            id=release_id,
            case=self.case,
            audience=self.audience,
            sha256=sha256,
            recipients=recipients,
            records=tuple(
                ReleasedRecord(one.candidate.record.code, one.candidate.record.row.version, one.candidate.order.level)
                for one in included
            ),
            consent={one.candidate.record.code: one.candidate.consent for one in included},
            labels=self._labels(),
            rules=RULES,
            accepted="\n".join(filter(None, (self.accepted, self.accepted_names))),
            how=how,
            contents=self.contents,
            maps={
                one.candidate.record.code: [(c.start, c.end, c.new_start, c.new_end) for c in one.text.changes]
                for one in included
                if one.text is not None
            },
        )

    def _labels(self) -> dict[str, str]:
        """Which label stands for which record and entry."""
        named = (change for change in self.changes if change.kind is ChangeKind.NAME and "," not in change.entry)
        return {one.candidate.record.code: one.label for one in self.included} | {one.entry: one.label for one in named}


def settled(
    session: Session,
    case: str,
    audience: Audience,
    *,
    accept_quasi: str = "",
    how: How = USUAL,
    watch: Watch | None = None,
) -> Job:
    """Redact the case, and refuse while anything about it is undecided.

    `accept_quasi` accepts for everybody what still remains of them, with the two people of `how`.

    Raises:
        RiskOpen, ReviewOpen, SuggestionsOpen, LadderNeedsTwo, MosaicOpen, NothingToExport: something is left to
            decide, or nothing may leave.
        SealedClosed: names cannot be protected without being read.
    """
    prepared, redactor = prepare(session, case, audience, watch, how=how)
    if not any(one.text is not None for one in prepared):
        reasons = sorted({reason.text for one in prepared for reason in one.candidate.reasons})
        raise NothingToExport(case=case, reasons="; ".join(reasons) or tr(_EMPTY))
    review_flags.none_open(session, {one.candidate.record.code for one in prepared if one.text is not None})
    if still_open := hit_groups.groups(prepared, redactor).open:
        raise ReviewOpen(count=len(still_open))
    if (names := unregistered(session, case, prepared, watch)) and not how.accept_suggestions.strip():
        raise SuggestionsOpen(count=names)
    ladder, finer = how.ladder or for_audience(audience), finer_topics(audience, how)
    mosaics = mosaic.of_prepared(session, case, audience, prepared, redactor, how=how)
    if accept_quasi.strip() and how.second.strip():
        two = {"who": how.who, "second": how.second}
        mosaics = mosaic.accept_all(session, case, audience, mosaics, reason=accept_quasi, **two)
    if open_people := [one.code for one in mosaics if one.state is mosaic.State.OPEN]:
        raise MosaicOpen(people=", ".join(open_people))
    if finer and not (accept_quasi.strip() and how.second.strip()):
        raise LadderNeedsTwo(topics=", ".join(finer))
    if finer:
        mosaic.two_people(accept_quasi, how.who, how.second)
    return Job(
        case,
        audience,
        prepared,
        redactor,
        "\n".join(filter(None, (mosaic.reasons(session, case, audience, mosaics), accept_quasi if finer else ""))),
        how.accept_suggestions.strip() if names else "",
        names,
        ladder,
        files_of(session, prepared),
    )


def files_of(session: Session, prepared: Sequence[Prepared]) -> dict[str, str]:
    """SHA-256, in hex, by code of each piece of evidence that leaves: of the file that a pack of it would hold."""
    rows = (one.candidate.record.row for one in prepared if one.text is not None)
    forms = {row.code: evidence.form_of(session, row.code) for row in rows if row.kind is Kind.EVIDENCE}
    return {code: form.copy_sha256 or form.sha256 for code, form in forms.items()}


def finer_topics(audience: Audience, how: How) -> tuple[Topic, ...]:
    """What the chosen ladder tells more exactly than is usual for the audience, for which two people answer."""
    if how.ladder is None or audience is Audience.INTERNAL:
        return ()
    return how.ladder.finer_than_usual(audience)


def unregistered(session: Session, case: str, prepared: Sequence[Prepared], watch: Watch | None) -> int:
    """How many likely names, contacts and numbers would leave that nobody registered or rejected."""
    return len(_would_leave(session, case, prepared, watch))


def asked(session: Session, case: str, audience: Audience, *, watch: Watch | None = None) -> frozenset[str]:
    """The numbers of suggestions that an export to this audience asks about, also those in what is withheld now."""
    prepared, _ = prepare(session, case, audience, watch, everything=True)
    return frozenset(one.id for one in _would_leave(session, case, prepared, watch))


def _would_leave(
    session: Session, case: str, prepared: Sequence[Prepared], watch: Watch | None
) -> Sequence[suggest.Suggestion]:
    leaving = {one.candidate.record.code: one for one in prepared if one.text is not None}

    def left(spot: Spot) -> bool:
        return spot.record in leaving and leaving[spot.record].leaves_readable(spot.part, spot.start, spot.end)

    return suggest.undecided(session, case, left, watch=watch) if leaving else ()


def details(prepared: Sequence[Prepared]) -> tuple[RemainingDetail, ...]:
    """What remains of people in what leaves."""
    return tuple(
        RemainingDetail(one.candidate.record.code, detail.facet, detail.text, detail.start, detail.end, part)
        for one in prepared
        for part, redacted in ((TITLE, one.title), (TEXT, one.text))
        for detail in (redacted.details if redacted is not None else ())
    )


def outgoing(one: Prepared) -> BundleRecord:
    """An included record as its audience reads it, before the gate."""
    assert one.title is not None
    assert one.text is not None
    row = one.candidate.record.row
    language = row.card.language if row.card is not None else ""
    return BundleRecord(
        label=one.label,
        kind=row.kind.value,
        language=language,
        level=one.candidate.order.level.name,
        title=one.title.text,
        text=one.text.text,
        consent=one.candidate.consent,
        notes=tuple(f"alleged, {kind.value}: {words}" for kind, words in _accounts(one.text.text, row.kind, language)),
    )


def _accounts(text: str, kind: Kind, language: str) -> Iterator[tuple[AccountKind, str]]:
    """Whose account of what a text gives: of an incident its fields say so."""
    if kind is Kind.INCIDENT:
        yield from form_text.accounts(text, language)
        return
    for account in find_accounts(text):
        yield account.kind, text[account.start : account.end].strip()

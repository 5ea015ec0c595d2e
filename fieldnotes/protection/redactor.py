"""Make a text fit for an audience: passages, off-the-record remarks, names, then identifying details.

Everything is found in the original and replaced in one pass, so that no replacement can hide or create another.
Where two finds overlap, the whole of both is replaced by the wording of the one that comes first in that order.
"""

from __future__ import annotations

import hashlib
import hmac
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fieldnotes.i18n import N_
from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.record import Passage
from fieldnotes.model.redaction import Change, ChangeKind, OpenDetail, OpenHit, Redacted, Verdict
from fieldnotes.model.register import EntityType, Role
from fieldnotes.protection import policy
from fieldnotes.protection.policy import Appearance
from fieldnotes.protection.residue import Forbidden, Watchlist
from fieldnotes.redaction.hits import Hit, Known, Outcome
from fieldnotes.redaction.matcher import Register, surface_key
from fieldnotes.redaction.offrecord import find_off_record
from fieldnotes.redaction.pseudonyms import Pseudonyms
from fieldnotes.redaction.quasi import find_details
from fieldnotes.redaction.realnames import find_real_names

NEUTRAL_MARK = "[…]"
OFF_RECORD_MARK = "[off the record]"
_REAL_NAME_REACH = 120
"""A "[real name …]" this many characters after a protected name is taken to be about that person."""

WHY_PASSAGE = N_("marked passage")
WHY_OFF_RECORD = N_("said off the record")
WHY_REAL_NAME = N_("given as another name of the same person")
WHY_SECOND_LOOK = N_("seen by the second check only")
WHY_AMBIGUOUS = N_("could be somebody else of the same name")


@dataclass(frozen=True, slots=True)
class Subject:
    """A register entry as this audience may know it; `level` already counts kinship and consent."""

    code: str
    type: EntityType
    role: Role
    level: Level
    names: tuple[str, ...]
    ordinal: int
    is_relative: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """How one record is to be redacted. `level` counts everything that protects the record for this audience."""

    level: Level
    language: str = ""


@dataclass(slots=True)
class _Find:
    start: int
    end: int
    kind: ChangeKind
    label: str
    why: str
    entity: str = ""
    entry: str = ""
    rank: int = 0


class _Finds:
    """Finds in order of their place, never overlapping: what reaches outside an earlier find widens it."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._finds: list[_Find] = []
        self._added = 0

    def __len__(self) -> int:
        return len(self._finds)

    def __iter__(self) -> Iterator[_Find]:
        return iter(self._finds)

    def add(self, new: _Find) -> None:
        """Put `new` in, joined with everything that it overlaps under the wording of the one added first."""
        if new.start >= new.end:
            return
        new.rank = self._added = self._added + 1
        first, after = self._touching(new.start, new.end)
        joined = min([*self._finds[first:after], new], key=lambda find: find.rank)
        start = min([new.start, *(find.start for find in self._finds[first:after])])
        end = max([new.end, *(find.end for find in self._finds[first:after])])
        joined.start, joined.end = start, end
        self._finds[first:after] = [joined]
        self._starts[first:after] = [start]

    def cover(self, start: int, end: int) -> bool:
        """Is all of [start, end) already inside one find?"""
        first, after = self._touching(start, end)
        return any(find.start <= start and end <= find.end for find in self._finds[first:after])

    def _touching(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_right(self._starts, start)
        if first and self._finds[first - 1].end > start:
            first -= 1
        return first, max(first, bisect_left(self._starts, end))


class Redactor:
    """Redacts texts for one audience with one register, one set of decisions and one set of pseudonyms."""

    def __init__(
        self, subjects: Sequence[Subject], *, audience: Audience, secret: bytes, decisions: Mapping[str, str]
    ) -> None:
        self._audience = audience
        self._subjects = {subject.code: subject for subject in subjects}
        self._register = Register(Known(subject.code, subject.type, subject.names) for subject in subjects)
        self._pseudonyms = Pseudonyms(secret)
        self._secret = secret
        self._decisions = decisions
        hidden = [subject for subject in subjects if policy.appearance(subject.level) is not Appearance.NAME]
        public = [name for subject in subjects if subject not in hidden for name in subject.names]
        self._forbidden = [Forbidden(subject.code, subject.type, subject.names) for subject in hidden]
        self._public = public
        self._watchlist = Watchlist(self._forbidden, allowed=public)

    def watchlist(self, kept: Iterable[str]) -> Watchlist:
        """What the gate looks for: every hidden name, less the words that a person decided to keep."""
        return Watchlist(self._forbidden, allowed=[*self._public, *kept])

    def redact(self, text: str, passages: Sequence[Passage], order: Order) -> Redacted:
        """The text as the audience may read it, with everything that is still undecided."""
        finds = _Finds()
        hits: list[OpenHit] = []
        kept: set[str] = set()
        self._passages(passages, finds)
        for start, end in find_off_record(text):
            finds.add(_Find(start, end, ChangeKind.OFF_RECORD, OFF_RECORD_MARK, WHY_OFF_RECORD))
        scanned = self._register.scan(text, language=order.language)
        for hit in scanned:
            self._name(text, hit, finds, hits, kept)
        self._real_names(text, finds, hits, kept)
        details: list[OpenDetail] = []
        if self._generalises(order, scanned):
            coarse = self._audience is Audience.PUBLIC
            for detail in find_details(text, coarse=coarse):  # testimony mixes languages, whatever its own
                if detail.replacement is not None:
                    why = detail.facet.value
                    finds.add(
                        _Find(detail.start, detail.end, ChangeKind.DETAIL, detail.replacement, why, why),
                    )
                elif not finds.cover(detail.start, detail.end):
                    words = text[detail.start : detail.end]
                    details.append(OpenDetail(detail.start, detail.end, detail.facet.value, words))
        new, changes = _apply(text, finds)
        if self._second_look(text, new, changes, finds, hits, kept):
            new, changes = _apply(text, finds)
        return Redacted(
            text=new,
            changes=changes,
            hits=tuple(hit for hit in hits if not finds.cover(hit.start, hit.end)),
            details=tuple(detail for detail in details if not finds.cover(detail.start, detail.end)),
            removed=tuple(text[f.start : f.end] for f in finds if f.kind is ChangeKind.PASSAGE),
            kept=frozenset(kept),
        )

    def label(self, codes: Sequence[str]) -> str:
        """What stands in the text instead of these entries' names. Where it cannot be told whose name it is, the label
        is a shared one: a list of candidates would show that they bear the same name."""
        if len(codes) > 1:
            return self._pseudonyms.shared(self._subjects[codes[0]].type)
        return self._one_label(self._subjects[codes[0]])

    def group(self, codes: Sequence[str], surface: str) -> str:
        """The number of a hit group: stable for one identity and spelling, and telling nothing about either."""
        message = "\x1f".join(["hit", *sorted(codes), surface_key(surface)])
        return hmac.new(self._secret, message.encode(), hashlib.sha256).hexdigest()[:10]

    # --- finding ------------------------------------------------------------------------------------------------

    def _passages(self, passages: Sequence[Passage], finds: _Finds) -> None:
        for passage in passages:
            coarse = policy.generalises(self._audience, passage.level)
            worded = bool(passage.replacement) and policy.appearance(passage.level) is not Appearance.NAME
            if coarse or worded or not policy.may_receive(self._audience, passage.level):
                label = passage.replacement or NEUTRAL_MARK
                finds.add(_Find(passage.start, passage.end, ChangeKind.PASSAGE, label, WHY_PASSAGE))

    def _name(self, text: str, hit: Hit, finds: _Finds, hits: list[OpenHit], kept: set[str]) -> None:
        hidden = [code for code in hit.ids if self._hidden(code)]
        if not hidden:
            return
        surface = text[hit.start : hit.end]
        group = self.group(hit.ids, surface)
        mixed = len(hidden) < len(hit.ids)
        verdict = self._decisions.get(group)
        if verdict == Verdict.KEEP and (mixed or hit.outcome is Outcome.REVIEW):
            kept.add(surface)
        elif verdict == Verdict.REDACT or (hit.outcome is Outcome.AUTO and not mixed):
            finds.add(self._name_find(hit.start, hit.end, hidden, hit.why))
        else:
            why = WHY_AMBIGUOUS if mixed else hit.why
            hits.append(OpenHit(group, hit.start, hit.end, surface, tuple(hit.ids), why))

    def _real_names(self, text: str, finds: _Finds, hits: list[OpenHit], kept: set[str]) -> None:
        """A bracketed real name beside a protected one: removing one and leaving the other is impossible."""
        for found in find_real_names(text):
            if finds.cover(found.name_start, found.name_end):
                continue
            near = [
                f
                for f in finds
                if f.kind is ChangeKind.NAME
                and (0 <= found.start - f.end <= _REAL_NAME_REACH or (f.start >= found.start and f.end <= found.end))
            ]
            if not near:
                continue
            codes = near[-1].entry.split(",")
            surface = text[found.name_start : found.name_end]
            group = self.group(codes, surface)
            verdict = self._decisions.get(group)
            if verdict == Verdict.REDACT:
                finds.add(self._name_find(found.name_start, found.name_end, codes, WHY_REAL_NAME))
            elif verdict == Verdict.KEEP:
                kept.add(surface)
            else:
                hits.append(OpenHit(group, found.name_start, found.name_end, surface, tuple(codes), WHY_REAL_NAME))

    def _second_look(
        self,
        text: str,
        new: str,
        changes: Sequence[Change],
        finds: _Finds,
        hits: list[OpenHit],
        kept: set[str],
    ) -> bool:
        """What the blunt search of `residue` still sees is put to a person. True if something was redacted."""
        before = len(finds)
        for residue in self._watchlist.in_text(new):
            span = _in_original(changes, residue.start, residue.end)
            if span is None or any(hit.start < span[1] and span[0] < hit.end for hit in hits):
                continue
            surface = text[span[0] : span[1]]
            group = self.group([residue.code], surface)
            verdict = self._decisions.get(group)
            if surface in kept or verdict == Verdict.KEEP:
                kept.add(surface)
            elif verdict == Verdict.REDACT:
                finds.add(self._name_find(*span, [residue.code], WHY_SECOND_LOOK))
            else:
                hits.append(OpenHit(group, *span, surface, (residue.code,), WHY_SECOND_LOOK))
        return len(finds) > before

    def _name_find(self, start: int, end: int, codes: Sequence[str], why: str) -> _Find:
        entity = self._subjects[codes[0]].type.value
        return _Find(start, end, ChangeKind.NAME, self.label(codes), why, entity, ",".join(codes))

    def _hidden(self, code: str) -> bool:
        return policy.appearance(self._subjects[code].level) is not Appearance.NAME

    def _generalises(self, order: Order, scanned: Sequence[Hit]) -> bool:
        """Details are made coarse in a protected record, and in any record that speaks of a protected person."""
        if policy.generalises(self._audience, order.level):
            return True
        return any(
            policy.generalises(self._audience, self._subjects[code].level)
            for hit in scanned
            for code in hit.ids
            if self._subjects[code].type is EntityType.PERSON
        )

    def _one_label(self, subject: Subject) -> str:
        how = policy.appearance(subject.level)
        if subject.type is not EntityType.PERSON:
            return self._pseudonyms.label(subject.type, subject.ordinal)
        if how is Appearance.ROLE:
            return f"[{subject.role.value}]"
        if subject.is_relative:
            return self._pseudonyms.relative(subject.ordinal)
        if subject.role is Role.SOURCE:
            return self._pseudonyms.source(subject.ordinal)
        return self._pseudonyms.person(subject.ordinal)


def _apply(text: str, finds: Iterable[_Find]) -> tuple[str, tuple[Change, ...]]:
    pieces: list[str] = []
    changes: list[Change] = []
    position = length = 0
    for find in finds:
        pieces.append(text[position : find.start])
        length += find.start - position
        changes.append(
            Change(
                start=find.start,
                end=find.end,
                new_start=length,
                new_end=length + len(find.label),
                kind=find.kind,
                label=find.label,
                why=find.why,
                entity=find.entity,
                entry=find.entry,
            )
        )
        pieces.append(find.label)
        length += len(find.label)
        position = find.end
    pieces.append(text[position:])
    return "".join(pieces), tuple(changes)


def _in_original(changes: Sequence[Change], start: int, end: int) -> tuple[int, int] | None:
    """Where code points [start, end) of the redacted text were in the original; None if they touch a label."""
    shift = 0
    for change in changes:
        if start < change.new_end and change.new_start < end:
            return None
        if change.new_end <= start:
            shift = change.end - change.new_end
    return start + shift, end + shift

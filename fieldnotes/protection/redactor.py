"""Make a text fit for an audience: passages, off-the-record remarks, names, then identifying details.

Everything is found in the original and replaced in one pass, so that no replacement can hide or create another.
Where two finds overlap, the whole of both is replaced by the wording of the one that comes first in that order; of two
passages that is the stricter, then the longer one.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.record import Passage
from fieldnotes.model.redaction import (
    SHARED,
    Change,
    ChangeKind,
    Decision,
    OpenDetail,
    OpenHit,
    ReasonCode,
    Redacted,
    SettledHit,
    Verdict,
)
from fieldnotes.model.register import EntityType, Role
from fieldnotes.protection import coded, hit_places, policy, reasons, wording
from fieldnotes.protection.finds import Find, Finds, Origin, applied, join_remarks
from fieldnotes.protection.order import Order
from fieldnotes.protection.other_writings import other_writings
from fieldnotes.protection.passages import strictest_first
from fieldnotes.protection.policy import Appearance
from fieldnotes.protection.residue import NUMBER, Forbidden, Residue, Watchlist, words
from fieldnotes.protection.sight import Made, Remembered, Seen, Sight
from fieldnotes.redaction.hits import Hit, Known, Outcome
from fieldnotes.redaction.ladder import Ladder, for_audience
from fieldnotes.redaction.matcher import ADDRESS, Register, kind_of, surface_key
from fieldnotes.redaction.pseudonyms import Pseudonyms

RULES = 6
"""Version of what is found and how it is worded: raised whenever an export could come out otherwise."""
NEUTRAL_MARK = "[…]"
OFF_RECORD_MARK = "[off the record]"
_REAL_NAME_REACH = 120
"""A "[real name …]" this many characters after a protected name is taken to be about that person."""
_OWNER = "owner"
"""Who marked a passage, where an earlier program did not write it down."""


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


@dataclass(slots=True)
class _Work:
    """One text while it is redacted."""

    text: str
    order: Order
    finds: Finds = field(default_factory=Finds)
    hits: list[OpenHit] = field(default_factory=list)
    settled: list[SettledHit] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    kept_everywhere: set[str] = field(default_factory=set)
    """Of the words kept, those that were kept in every place, not in one only."""
    groups: set[str] = field(default_factory=set)
    """All that were asked about: decisions on others change nothing here."""
    judged: set[int] = field(default_factory=set)
    """The code points of all hits and settled hits."""

    def is_settled(self, start: int, end: int) -> bool:
        return not self.judged.isdisjoint(range(start, end))


class Redactor:
    """Redacts texts for one audience with one register, one set of decisions and one set of pseudonyms.

    `secret` numbers groups and places; labels come from `labels`, or from `secret` where none is given.
    """

    def __init__(
        self,
        subjects: Sequence[Subject],
        *,
        audience: Audience,
        secret: bytes,
        decisions: Mapping[str, Decision],
        labels: bytes | None = None,
        ladder: Ladder | None = None,
    ) -> None:
        self._audience = audience
        self._subjects = {subject.code: subject for subject in subjects}
        self._register = Register(Known(subject.code, subject.type, subject.names) for subject in subjects)
        self._sight = Sight(self._register, ladder or for_audience(audience))
        self._pseudonyms = Pseudonyms(labels or secret)
        self._secret = secret
        self._made = Remembered[Made]()
        self._written = Remembered[tuple[Residue, ...]]()
        self._groups: dict[tuple[tuple[str, ...], str], str] = {}
        self._decide(decisions)
        hidden = [subject for subject in subjects if policy.appearance(subject.level) is not Appearance.NAME]
        self._public = [name for subject in subjects if subject not in hidden for name in subject.names]
        self._forbidden = [Forbidden(subject.code, subject.type, subject.names) for subject in hidden]
        self._watchlist = Watchlist(self._forbidden, allowed=self._public)

    def with_decisions(self, decisions: Mapping[str, Decision]) -> Redactor:
        """The same with other decisions; what was found in texts is not looked for again."""
        other = copy(self)
        other._decide(decisions)  # noqa: SLF001 - one of our own kind
        return other

    def with_labels(self, secret: bytes) -> Redactor:
        """The same with labels of another secret: nobody can join the two by them."""
        other = copy(self)
        other._pseudonyms, other._made = Pseudonyms(secret), Remembered()  # noqa: SLF001 - as above
        return other

    def watchlist(self, kept: Iterable[str]) -> Watchlist:
        """What the gate looks for: every hidden name, less the words that a person decided to keep."""
        return Watchlist(self._forbidden, allowed=[*self._public, *kept])

    def redact(self, text: str, passages: Sequence[Passage], order: Order) -> Redacted:
        """The text as the audience may read it, with everything that is still undecided."""
        what = (text, tuple(passages), order)
        known = self._made.find(what)
        if known is None or known.decided != self._of_groups(known.groups):
            work = _Work(text, order)
            redacted = self._redact(work, passages)
            known = Made(redacted, frozenset(work.groups), self._of_groups(work.groups))
            self._made.keep(what, known)
        return known.redacted

    def _redact(self, work: _Work, passages: Sequence[Passage]) -> Redacted:
        text, order = work.text, work.order
        seen = self._sight.of(text, order.language)
        self._passages(passages, work.finds)
        for start, end in seen.off_record:
            work.finds.add(
                Find(
                    start,
                    end,
                    ChangeKind.OFF_RECORD,
                    OFF_RECORD_MARK,
                    wording.WHY_OFF_RECORD,
                    reason=reasons.OFF_RECORD,
                )
            )
        for find in coded.finds(text, self._subjects, self.label, dict(order.records)):
            work.finds.add(find)
        self._names(work, seen.names)
        self._real_names(work, seen)
        join_remarks(text, work.finds, [(found.start, found.end) for found in seen.real_names])
        details = self._details(work, seen) if self._generalises(order, seen.names) else []
        new, changes = applied(text, work.finds)
        if self._second_look(work, new, changes):
            new, changes = applied(text, work.finds)
        finds = work.finds
        return Redacted(
            text=new,
            changes=changes,
            hits=tuple(hit for hit in work.hits if not finds.cover(hit.start, hit.end)),
            details=tuple(detail for detail in details if not finds.cover(detail.start, detail.end)),
            settled=tuple(work.settled),
            removed=tuple(text[f.start : f.end] for f in finds if f.kind is ChangeKind.PASSAGE),
            kept=frozenset(work.kept),
        )

    def label(self, codes: Sequence[str]) -> str:
        """What stands in the text instead of these entries' names. Where it cannot be told whose name it is, the label
        is a shared one: a list of candidates would show that they bear the same name."""
        if len(codes) > 1:
            return self._pseudonyms.shared(self._subjects[codes[0]].type)
        return wording.label_of(self._subjects[codes[0]], self._pseudonyms)

    def group(self, codes: Sequence[str], surface: str) -> str:
        """The number of a hit group: stable for one identity and spelling, and telling nothing about either."""
        found = self._groups.get((tuple(codes), surface))
        if found is None:
            message = "\x1f".join(["hit", *sorted(codes), surface_key(surface)])
            digest = hmac.new(self._secret, message.encode("utf-8", "surrogatepass"), hashlib.sha256)
            found = self._groups[tuple(codes), surface] = digest.hexdigest()[:10]
        return found

    def place(self, text: str, start: int, end: int, *, group: str, order: Order) -> str:
        """The number of one place of a group; another one when the words around it change."""
        return hit_places.number(
            text, start, end, group=group, record=order.record, part=order.part, secret=self._secret
        )

    def forbids(self, surface: str) -> bool:
        """Would the gate refuse these words even if a person decided to keep them? It lets single words pass."""
        found = self._watchlist.in_text(surface)
        return any(other_writings(surface, self._watchlist)) or any(
            one.rule == NUMBER or len(words(surface[one.start : one.end])) > 1 for one in found
        )

    def look(self, kept: Iterable[str]) -> Callable[[str], Iterator[Residue]]:
        """The matcher as the gate's second opinion: what it is certain of and nobody decided to keep."""
        allowed = {surface_key(surface) for surface in kept}

        def looked(text: str) -> Iterator[Residue]:
            for hit in self._register.scan(text):
                surface = text[hit.start : hit.end]
                certain = hit.outcome is Outcome.AUTO and all(self._hidden(code) for code in hit.ids)
                if certain and surface_key(surface) not in allowed:
                    yield Residue("matcher", hit.ids[0], hit.start, hit.end)

        return looked

    # --- finding ------------------------------------------------------------------------------------------------

    def _decide(self, decisions: Mapping[str, Decision]) -> None:
        self._decisions = decisions
        self._placed = {hit_places.group_of(key) for key in decisions if hit_places.is_place(key)}
        self._keys: dict[str, list[str]] = {}
        for key in decisions:
            self._keys.setdefault(hit_places.group_of(key), []).append(key)

    def _of_groups(self, groups: Iterable[str]) -> Mapping[str, Decision]:
        return {key: self._decisions[key] for group in groups for key in self._keys.get(group, ())}

    def _passages(self, passages: Sequence[Passage], finds: Finds) -> None:
        for passage in strictest_first(passages):
            coarse = policy.generalises(self._audience, passage.level)
            worded = bool(passage.replacement) and policy.appearance(passage.level) is not Appearance.NAME
            if coarse or worded or not policy.may_receive(self._audience, passage.level):
                label = passage.replacement or NEUTRAL_MARK
                find = Find(passage.start, passage.end, ChangeKind.PASSAGE, label, wording.WHY_PASSAGE)
                find.reason = reasons.given(passage.code, reasons.PASSAGE)
                find.who, find.decided = passage.who or _OWNER, passage.marked
                finds.add(find)

    def _names(self, work: _Work, names: Sequence[Hit]) -> None:
        last: dict[str, int] = {}
        """Where each entry was last named in full."""
        for hit in names:
            if not any(self._hidden(code) for code in hit.ids):
                continue
            mixed = not all(self._hidden(code) for code in hit.ids)
            certain = hit.outcome is Outcome.AUTO and not mixed
            known = [code for code in hit.ids if code in last] if len(hit.ids) > 1 else []
            guess = max(known, key=lambda code: last[code], default="")
            why = wording.WHY_AMBIGUOUS if mixed else hit.why
            self._judge(work, (hit.start, hit.end), hit.ids, why, certain=certain, guess=guess)
            if hit.outcome is Outcome.AUTO and len(hit.ids) == 1 and len(work.text[hit.start : hit.end].split()) > 1:
                last[hit.ids[0]] = hit.start

    def _judge(
        self,
        work: _Work,
        span: tuple[int, int],
        codes: Sequence[str],
        why: str,
        *,
        certain: bool = False,
        guess: str = "",
    ) -> None:
        """Redact, keep or ask: as somebody decided, else as the rules are certain or not."""
        start, end = span
        surface = work.text[start:end]
        group = self.group(codes, surface)
        work.groups.add(group)
        work.judged.update(range(start, end))
        key, decision = self._decision(work, span, group)
        if decision is not None and decision.verdict == Verdict.KEEP and certain:
            decision = None  # it was decided when the rules were less certain
        reason = reasons.of_several([self._reason(code) for code in codes])
        hit = OpenHit(group, start, end, surface, tuple(codes), why, certain, reason, guess)
        if decision is None and not certain:
            work.hits.append(hit)
            return
        settled = {name: getattr(hit, name) for name in OpenHit.__slots__}
        work.settled.append(SettledHit(**settled, decision=decision, key=key))
        if decision is None or decision.verdict == Verdict.REDACT:
            work.finds.add(self._name_find(hit, decision))
        else:
            work.kept.add(surface)
            if not hit_places.is_place(key):
                work.kept_everywhere.add(surface)

    def _decision(self, work: _Work, span: tuple[int, int], group: str) -> tuple[str, Decision | None]:
        """What was decided on this place, else on its group, and under which number."""
        if group in self._placed:
            key = self.place(work.text, *span, group=group, order=work.order)
            if key in self._decisions:
                return key, self._decisions[key]
        return group, self._decisions.get(group)

    def _real_names(self, work: _Work, seen: Seen) -> None:
        """A bracketed real name beside a protected one: removing one and leaving the other is impossible."""
        for found in seen.real_names:
            if work.finds.cover(found.name_start, found.name_end):
                continue
            near = [
                f
                for f in work.finds.between(found.start - _REAL_NAME_REACH, found.end)
                if f.kind is ChangeKind.NAME
                and (0 <= found.start - f.end <= _REAL_NAME_REACH or (f.start >= found.start and f.end <= found.end))
            ]
            if near:
                self._judge(work, (found.name_start, found.name_end), near[-1].entry.split(","), wording.WHY_REAL_NAME)

    def _details(self, work: _Work, seen: Seen) -> list[OpenDetail]:
        """Replace what has a coarser wording; what has none."""
        left: list[OpenDetail] = []
        for detail in seen.details:
            facet = detail.facet.value
            if detail.replacement is not None:
                find = Find(detail.start, detail.end, ChangeKind.DETAIL, detail.replacement, facet, facet)
                find.reason = reasons.of_facet(facet)
                work.finds.add(find)
            elif not work.finds.cover(detail.start, detail.end):
                left.append(OpenDetail(detail.start, detail.end, facet, work.text[detail.start : detail.end]))
        return left

    def _second_look(self, work: _Work, new: str, changes: Sequence[Change]) -> bool:
        """What the blunt search of `residue` still sees is put to a person. True if something was redacted."""
        before, origin = len(work.finds), Origin(changes)
        seen = [(one, wording.WHY_SECOND_LOOK) for one in self._watchlist.in_text(new)]
        seen += [(one, wording.WHY_OTHER_WRITING) for one in self._other_writings(new)]
        for residue, why in seen:
            span = origin.of(residue.start, residue.end)
            if span is None or work.is_settled(*span):
                continue
            if (surface := work.text[span[0] : span[1]]) in work.kept_everywhere:
                work.kept.add(surface)
            else:
                self._judge(work, span, [residue.code], why)
        return len(work.finds) > before

    def _other_writings(self, text: str) -> tuple[Residue, ...]:
        """Looked for once in each text; decisions change few texts of many."""
        found = self._written.find((text, "", ""))
        if found is None:
            found = tuple(other_writings(text, self._watchlist))
            self._written.keep((text, "", ""), found)
        return found

    def _name_find(self, hit: OpenHit, decision: Decision | None) -> Find:
        """What replaces a name; whoever decided on one of several candidates is followed."""
        hidden = [code for code in hit.entries if self._hidden(code)]
        chosen = [decision.label] if decision is not None and decision.label in hidden else list(hit.entries)
        shared = sorted(chosen, key=lambda code: code not in hidden)
        kind, label = self._worded(hit, shared, neutral=decision is not None and decision.label == SHARED)
        find = Find(hit.start, hit.end, ChangeKind.NAME, label, hit.why)
        find.entity, find.entry, find.group = kind.value, ",".join(chosen), hit.group
        find.reason = self._reason(chosen[0]) if len(chosen) == 1 else hit.reason
        if decision is not None:
            find.reason = reasons.given(decision.reason, find.reason)
            find.who, find.decided = decision.who, decision.decided
        return find

    def _worded(self, hit: OpenHit, codes: Sequence[str], *, neutral: bool) -> tuple[EntityType, str]:
        """What stands in a place of these entries, and what it says that stood there; an address is called one."""
        first = self._subjects[codes[0]]
        is_address = hit.why == ADDRESS or kind_of(hit.surface, first.type) is EntityType.EMAIL
        kind = EntityType.EMAIL if is_address else first.type
        # An address may be both an alias and a contact of one entry, whose code and ordinal the two share.
        same = all(c.startswith(min(codes)) and self._subjects[c].ordinal == first.ordinal for c in codes)
        if neutral or (is_address and not same):
            return kind, self._pseudonyms.shared(kind)
        return kind, self._pseudonyms.label(kind, first.ordinal) if is_address else self.label(codes)

    def _reason(self, code: str) -> ReasonCode:
        subject = self._subjects[code]
        return reasons.of_name(subject.type, subject.role, is_relative=subject.is_relative)

    def _hidden(self, code: str) -> bool:
        return policy.appearance(self._subjects[code].level) is not Appearance.NAME

    def _generalises(self, order: Order, names: Sequence[Hit]) -> bool:
        """Details are made coarse in a protected record, and in any record that speaks of a protected person."""
        if policy.generalises(self._audience, order.level):
            return True
        return any(
            policy.generalises(self._audience, self._subjects[code].level)
            for code in {*order.about, *(code for hit in names for code in hit.ids)}
            if code in self._subjects and self._subjects[code].type is EntityType.PERSON
        )

    def named_in(self, text: str, language: str = "") -> frozenset[str]:
        """The codes of everybody whom a text may name."""
        named = (code for hit in self._sight.of(text, language).names for code in hit.ids)
        return coded.entries_in(text, self._subjects).union(named)

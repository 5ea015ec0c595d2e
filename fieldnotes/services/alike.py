"""One person? Register entries, and suggestions, whose names are likely two spellings of one."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from fieldnotes.model.changes import Changes
from fieldnotes.model.redaction import EVERYWHERE, About
from fieldnotes.progress import Watch
from fieldnotes.services.likenesses import Likenesses, SamePair
from fieldnotes.services.session import Session

__all__ = ["SamePair"]

APART = "reject"
"""The verdict on the question whether two entries are one."""


@dataclass(slots=True)
class _Memory:
    """What was worked out for the present register."""

    register: object = None
    pairs: tuple[SamePair, ...] | None = None
    likenesses: Likenesses | None = None


def namesakes(session: Session) -> Likenesses:
    """The names of the present register; made once until it changes."""
    memory = _memory(session)
    if memory.likenesses is None:
        memory.likenesses = Likenesses(session.vault.entries())
    return memory.likenesses


def same_people(session: Session, *, watch: Watch | None = None) -> tuple[SamePair, ...]:
    """Pairs of entries that may be one, the likeliest first: none who are related, none that somebody said are two.

    Raises:
        SealedClosed: names cannot be read.
    """
    memory, names = _memory(session), namesakes(session)
    if memory.pairs is None:
        found = set[SamePair]()
        for done, entry in enumerate(names.entries):
            if watch is not None:
                watch.step(done, len(names.entries), "comparing names")
            found.update(names.pairs_of(entry))
        memory.pairs = _best(found)
    return _asked(session, memory.pairs)


def like_entry(session: Session, code: str) -> tuple[SamePair, ...]:
    """The pairs of one entry only, which takes no longer in a large register.

    Raises:
        NoSuchRecord, SealedClosed.
    """
    names = namesakes(session)
    return _asked(session, _best(names.pairs_of(session.vault.entry(code))))


def join(session: Session, keep: str, other: str) -> Changes:
    """Make one entry of two: names, consent, relations and sources of records move to `keep`, then `other` goes.

    The higher level, the more protected role and the stricter consent stand. It cannot be undone.

    Raises:
        ConsentsDiffer: they agreed to different things.
        BadValue: they are related to each other, or of different kinds.
        NoSuchRecord, SealedClosed.
    """
    vault = session.needs_sealed()
    session.forget_matcher()
    return vault.join_entries(keep, other).changes


def not_same(session: Session, a: str, b: str, *, who: str = "owner") -> Changes:
    """These are two: not to be asked again.

    Raises:
        NoSuchRecord: one of them is not registered.
    """
    for code in (a, b):
        session.vault.entry(code)
    return session.vault.decide(About.PAIR, EVERYWHERE, _number(session, a, b), APART, who=who, entries=(a, b))


def _memory(session: Session) -> _Memory:
    memory, register = session.kept(_Memory), session.matcher()
    if memory.register is not register:
        memory.register, memory.pairs, memory.likenesses = register, None, None
    return memory


def _best(pairs: Iterable[SamePair]) -> tuple[SamePair, ...]:
    """Each pair once, the likeliest first."""
    found: dict[tuple[str, str], SamePair] = {}
    for pair in sorted(pairs, key=lambda pair: (pair.score, pair.why)):
        found[pair.a, pair.b] = pair
    return tuple(sorted(found.values(), key=lambda pair: (-pair.score, pair.a, pair.b)))


def _asked(session: Session, pairs: Iterable[SamePair]) -> tuple[SamePair, ...]:
    """Those about which nobody has said anything yet."""
    apart = session.vault.decisions(About.PAIR)
    related = {frozenset({one.a, one.b}) for one in session.vault.relations()}
    return tuple(
        pair
        for pair in pairs
        if frozenset({pair.a, pair.b}) not in related and _number(session, pair.a, pair.b) not in apart
    )


def _number(session: Session, a: str, b: str) -> str:
    """The number of a pair of entries, which tells neither."""
    message = "\x1f".join(["pair", *sorted((a, b))])
    return hmac.new(session.vault.pseudonym_secret(), message.encode(), hashlib.sha256).hexdigest()[:10]

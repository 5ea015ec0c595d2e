"""Decisions of two copies of a vault: where both decided differently, the one by which more is protected stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fieldnotes.model.redaction import LENIENT, Decision
from fieldnotes.vault.ledger.version_vector import Of
from fieldnotes.vault.merge.merge_news import News
from fieldnotes.vault.merge.transfer import Codes
from fieldnotes.vault.register import decisions
from fieldnotes.vault.register.decisions import Key
from fieldnotes.vault.store import Store
from fieldnotes.vault.travel import removal
from fieldnotes.vault.travel.away import Plan

_All = Mapping[Key, Decision]


def restore(target: Store, source: Store, plan: Plan) -> tuple[str, ...]:
    """Put back what was left behind. Scopes in which the journey decided otherwise, without having seen it.

    What was taken back on the journey, having been there, stays taken back.
    """
    here, there, unseen = _all_of(target), _all_of(source), removal.decisions(source, plan)
    differ = dict[str, None]()
    for key, told in there.items():
        if key not in unseen:
            continue
        if key not in here:
            decisions.put(target, key, told)
        elif here[key].verdict != told.verdict:
            differ[key[1]] = None
            if _strictness(told.verdict) > _strictness(here[key].verdict):
                decisions.put(target, key, told)
    return tuple(differ)


def merge(target: Store, other: Store, base: Store, codes: Codes, news: News) -> tuple[str, ...]:
    """Take the other side's. Scopes in which both sides had decided differently; `codes` are what got new ones here."""
    old = {scope: code for code, scope in (*codes.cases.items(), *codes.records.items())}
    ours, were = _all_of(target), _all_of(base)
    theirs = {_recoded(key, codes): _relabelled(told, codes) for key, told in _all_of(other).items()}
    differ = dict[str, None]()
    for key in dict.fromkeys((*theirs, *were)):
        if not news.wrote_there(old.get(key[1], key[1]), Of.DECISIONS):
            continue
        here, there, was = (_said(side, key) for side in (ours, theirs, were))
        if there in (here, was):
            continue
        if here != was:
            differ[key[1]] = None
            if _strictness(there[0]) <= _strictness(here[0]):
                continue
        if not decisions.has_scope(target, key[1]):
            continue  # of a record that was purged here
        if key in theirs:
            decisions.put(target, key, theirs[key])
        else:
            decisions.remove(target, key)
    return tuple(differ)


def _said(side: _All, key: Key) -> tuple[str, str]:
    """What was decided, by whichever person: verdict and label; nothing at all is undecided."""
    found = side.get(key)
    return ("", "") if found is None else (found.verdict, found.label)


def _strictness(verdict: str) -> int:
    """What is undecided is asked again, and so stricter than to let it pass."""
    return 0 if verdict in LENIENT else 2 if verdict else 1


def _recoded(key: Key, codes: Codes) -> Key:
    about, scope, hit = key
    return about, codes.cases.get(scope, codes.records.get(scope, scope)), hit


def _relabelled(told: Decision, codes: Codes) -> Decision:
    entries = tuple(codes.entries.get(code, code) for code in told.entries)
    return replace(told, label=codes.entries.get(told.label, told.label), entries=entries)


def _all_of(store: Store) -> dict[Key, Decision]:
    return dict(decisions.all_of(store))

"""Verdicts on possible names of two copies of a vault: where both decided differently, what is left out stays out."""

from __future__ import annotations

from fieldnotes.model.redaction import Verdict
from fieldnotes.vault import removal
from fieldnotes.vault.away import Plan
from fieldnotes.vault.store import Store

_Told = tuple[str, str, str]
"""Verdict, who, when."""

_ALL = """SELECT c.id, d.hit, d.verdict, d.who, d.decided FROM decision d JOIN case_file c ON c.row = d.case_row
    ORDER BY c.row, d.hit"""
_PUT = """INSERT INTO decision (case_row, hit, verdict, who, decided) SELECT row, ?, ?, ?, ? FROM case_file WHERE id = ?
    ON CONFLICT (case_row, hit) DO UPDATE SET verdict = excluded.verdict, who = excluded.who,
    decided = excluded.decided"""


def restore(target: Store, source: Store, plan: Plan) -> tuple[str, ...]:
    """Put back what was left behind. Codes of cases where the journey decided otherwise, without having seen it."""
    here, there, unseen = _all_of(target), _all_of(source), removal.undecided(source, plan)
    differ = dict[str, None]()
    for key, told in there.items():
        if key not in here:
            _put(target, key, told)
        elif key[0] in unseen and here[key][0] != told[0]:
            differ[key[0]] = None
            if told[0] == Verdict.REDACT:
                _put(target, key, told)
    return _codes(target, differ)


def merge(target: Store, other: Store, base: Store) -> tuple[str, ...]:
    """Take the other side's. Codes of cases where both sides had decided differently."""
    ours, theirs, were = _all_of(target), _all_of(other), _all_of(base)
    differ = dict[str, None]()
    for key, told in theirs.items():
        here, was = (told_there.get(key, ("", "", ""))[0] for told_there in (ours, were))
        if told[0] in (here, was):
            continue
        if here and here != was:
            differ[key[0]] = None
            if told[0] != Verdict.REDACT:
                continue
        _put(target, key, told)
    return _codes(target, differ)


def _all_of(store: Store) -> dict[tuple[str, str], _Told]:
    return {(case, hit): (verdict, who, decided) for case, hit, verdict, who, decided in store.connection.rows(_ALL)}


def _put(target: Store, key: tuple[str, str], told: _Told) -> None:
    target.connection.write(_PUT, key[1], *told, key[0])


def _codes(target: Store, cases: dict[str, None]) -> tuple[str, ...]:
    return tuple(str(target.connection.value("SELECT code FROM case_file WHERE id = ?", case)) for case in cases)

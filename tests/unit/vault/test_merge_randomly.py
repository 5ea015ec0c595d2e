"""Random histories of two copies, with joins, levels, consents, relations, decisions and purges: nothing that somebody
said is lost by a merge, and nothing is loosened that nobody loosened."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fieldnotes.errors import FieldNotesError
from fieldnotes.model.consent import Answer, Consent, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card
from fieldnotes.model.redaction import LENIENT, About
from fieldnotes.model.register import EntityType, Identity, RelationKind, Role
from fieldnotes.progress import Watch
from fieldnotes.protection import policy
from fieldnotes.vault.merge import merge
from fieldnotes.vault.merge.merge_purged import JOINED
from fieldnotes.vault.vault import Vault
from tests.helpers import journeys
from tests.helpers.journeys import open_whole

_STEPS = 12
_ANSWERS = (Answer.NO, Answer.ANONYMOUS, Answer.ROLE, Answer.YES)
"""From what permits least."""
_HITS = ("hit-1", "hit-2", "hit-3")


@dataclass
class Side:
    """One copy, and what was said in it since both parted. Everybody's first name is unlike anybody else's."""

    vault: Vault
    name: str
    texts: dict[str, str] = field(default_factory=dict)
    """What was written, and in which record."""
    names: dict[str, str] = field(default_factory=dict)
    """The same of names and entries."""
    purged: set[str] = field(default_factory=set)
    lowered: set[str] = field(default_factory=set)
    """First names whose level was lowered."""

    def people(self) -> list[str]:
        return [entry.code for entry in self.vault.entries() if entry.type is EntityType.PERSON]

    def first_name(self, code: str) -> str:
        identity = self.vault.entry(code).identity
        assert identity is not None
        return identity.name


Act = Callable[[random.Random, Side, str], None]


def _write(chance: random.Random, side: Side, said: str) -> None:
    code = chance.choice(side.vault.rows()).code
    side.vault.save(code, card=Card(said, source=chance.choice(side.people())), body=Body.of(said))
    side.texts[said] = code


def _add(chance: random.Random, side: Side, said: str) -> None:
    code = journeys.add(side.vault, chance.choice(list(Level)), said, said)
    side.texts[said] = code


def _bin(chance: random.Random, side: Side, said: str) -> None:
    side.vault.delete(chance.choice(side.vault.rows()).code)


def _move(chance: random.Random, side: Side, said: str) -> None:
    side.vault.set_level(chance.choice(side.vault.rows()).code, chance.choice(list(Level)), reason=said)


def _register(chance: random.Random, side: Side, said: str) -> None:
    entry, _ = side.vault.add_entry(
        type=EntityType.PERSON, role=Role.SOURCE, level=Level.ANONYMOUS, identity=Identity(said)
    )
    side.names[said] = entry.code


def _name(chance: random.Random, side: Side, said: str) -> None:
    code = chance.choice(side.people())
    known = side.vault.entry(code).identity
    assert known is not None
    side.vault.change_entry(code, identity=Identity(known.name, (*known.aliases, said)))
    side.names[said] = code


def _protect(chance: random.Random, side: Side, said: str) -> None:
    code, level = chance.choice(side.people()), chance.choice(list(Level))
    if policy.is_lower(level, side.vault.entry(code).level):
        side.lowered.add(side.first_name(code))
    side.vault.change_entry(code, level=level, reason=said)


def _relate(chance: random.Random, side: Side, said: str) -> None:
    one, two = chance.sample(side.people(), 2)
    side.vault.relate(one, two, RelationKind.SIBLING)


def _join(chance: random.Random, side: Side, said: str) -> None:
    one, two = chance.sample(side.people(), 2)
    side.vault.join_entries(one, two)


def _agree(chance: random.Random, side: Side, said: str) -> None:
    answers = {use: chance.choice(_ANSWERS) for use in chance.sample(list(Use), 2)}
    side.vault.set_consent(chance.choice(side.people()), Consent(answers))


def _withdraw(chance: random.Random, side: Side, said: str) -> None:
    code = chance.choice(side.people())
    side.vault.set_consent(code, Consent({Use.PRESS: Answer.YES}, withdrawn_on="2026-11-20"))


def _decide(chance: random.Random, side: Side, said: str) -> None:
    side.vault.decide(About.NAME, "C-001", chance.choice(_HITS), chance.choice(("keep", "redact", "later")), who="S")


def _purge_record(chance: random.Random, side: Side, said: str) -> None:
    code = chance.choice(side.vault.rows()).code
    side.vault.purging.purge([code], live=True, watch=Watch())
    _forget(side, code)


def _purge_person(chance: random.Random, side: Side, said: str) -> None:
    code = chance.choice(side.people())
    identity = side.vault.entry(code).identity
    assert identity is not None
    side.vault.purging.purge([code], force=True, watch=Watch())
    side.names = {said: where for said, where in side.names.items() if said not in identity.names}
    side.purged.add(code)


def _forget(side: Side, code: str) -> None:
    side.purged.add(code)
    for told in (side.texts, side.names):
        for said in [said for said, where in told.items() if where == code]:
            del told[said]


_ACTS: tuple[Act, ...] = (
    *(_write, _write, _add, _bin, _move, _register, _name, _name, _protect, _relate, _relate, _join, _join),
    *(_agree, _agree, _withdraw, _decide, _purge_record, _purge_person),
)


@pytest.fixture
def sides(furnished_master: Path, tmp_path: Path) -> Iterator[tuple[Side, Side, Vault]]:
    """The laptop, the copy at home, and the state from which both went."""
    opened = []
    for name in ("road", "home", "base"):
        shutil.copytree(furnished_master, tmp_path / f"{name}.fieldnotes")
        opened.append(open_whole(tmp_path / f"{name}.fieldnotes"))
    yield Side(opened[0], "yol"), Side(opened[1], "ev"), opened[2]
    for vault in opened:
        vault.lock()


@dataclass(frozen=True, slots=True)
class Told:
    """What one copy says of its people, by every name that they have."""

    codes: dict[str, str]
    levels: dict[str, Level]
    related: frozenset[frozenset[str]]
    """Pairs of first names."""
    withdrawn: frozenset[str]
    answers: dict[tuple[str, Use], Answer]


def told(vault: Vault) -> Told:
    named = {one.code: one.identity.names for one in vault.entries() if one.identity is not None}
    # The name of somebody whose names were purged is the code.
    kept = {code: tuple(name for name in them if not vault.has_entry(name)) for code, them in named.items()}
    names = {code: them for code, them in kept.items() if them}
    consents = vault.consents()
    return Told(
        codes={name: code for code, them in names.items() for name in them},
        levels={name: vault.entry(code).level for code, them in names.items() for name in them},
        related=frozenset(
            frozenset((names[one.a][0], names[one.b][0])) for one in vault.relations() if {one.a, one.b} <= names.keys()
        ),
        withdrawn=frozenset(names[code][0] for code, one in consents.items() if one.withdrawn and code in names),
        answers={
            (names[code][0], use): answer
            for code, one in consents.items()
            if code in names
            for use, answer in one.answers.items()
        },
    )


@pytest.mark.parametrize("seed", range(4))
def test_a_merge_loses_nothing_and_loosens_nothing(sides: tuple[Side, Side, Vault], seed: int) -> None:
    chance = random.Random(seed)
    road, home, base = sides
    for step in range(_STEPS):
        side = chance.choice((road, home))
        try:
            chance.choice(_ACTS)(chance, side, f"{side.name} {seed} {step}")
        except (FieldNotesError, IndexError, ValueError):
            continue  # what it needs is not here, or two are not one
    before, were = [told(side.vault) for side in (road, home)], told(base)
    decided = [side.vault.decisions(About.NAME, "C-001") for side in (road, home)]

    with road.vault._store.rewriting():
        merge.merge(road.vault._store, home.vault._store, base._store)

    gone = road.purged | home.purged
    now = told(road.vault)
    assert road.vault.check() == []
    assert _said(road.vault) >= {*road.texts, *home.texts}
    lost = {*road.names, *home.names} - now.codes.keys()
    assert not lost
    for name, level in now.levels.items():
        both = [one.levels[name] for one in before if name in one.levels]
        assert not policy.is_lower(level, min(both)), name
        if name not in road.lowered | home.lowered and not gone and not _joined(road, home):
            assert level is max(both), name
    for one in before:
        for pair in one.related:
            a, b = (now.codes.get(name) for name in pair)
            kept = None in (a, b) or a == b or any({now.codes[x] for x in two} == {a, b} for two in now.related)
            assert kept, pair
        for name in one.withdrawn - were.withdrawn:
            assert name not in now.codes or _consent(road.vault, now.codes[name]).withdrawn, name
        for (name, use), answer in one.answers.items():
            other = before[1] if one is before[0] else before[0]
            refused = answer is Answer.NO and were.answers.get((name, use)) is not answer
            if refused and name in now.codes and (name, use) in other.answers:
                assert _consent(road.vault, now.codes[name]).answers.get(use) is Answer.NO, name
    here = road.vault.decisions(About.NAME, "C-001")
    for hit in _HITS:
        if all(hit in side and side[hit].verdict not in LENIENT for side in decided):
            assert here[hit].verdict not in LENIENT


def _said(vault: Vault) -> set[str]:
    texts = {body.text for row in vault.rows() for body in journeys.bodies(vault, row.code)}
    for row in vault.recycled():
        vault.restore(row.code)
        texts |= {body.text for body in journeys.bodies(vault, row.code)}
    return texts


def _consent(vault: Vault, code: str) -> Consent:
    return vault.consent(code) or Consent()


def _joined(*sides: Side) -> bool:
    return any(event.event == JOINED for side in sides for event in side.vault.ledger())

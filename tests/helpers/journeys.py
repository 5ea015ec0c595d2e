"""Vaults that travel: something at every level, a package for a passphrase, and the words that prove it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldnotes import files
from fieldnotes.crypto import age
from fieldnotes.crypto.secret import Secret
from fieldnotes.model.audience import Audience
from fieldnotes.model.consent import Answer, Consent, ConsentForm, Use
from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Draft, Kind, Passage
from fieldnotes.model.redaction import About
from fieldnotes.model.register import (
    Address,
    Category,
    Contact,
    ContactKind,
    Document,
    EntityType,
    Identity,
    RelationKind,
    Role,
    Special,
)
from fieldnotes.vault.records.releases import Release, ReleasedRecord
from fieldnotes.vault.slots.slots import Credentials
from fieldnotes.vault.travel import package, travel
from fieldnotes.vault.travel.away import Plan
from fieldnotes.vault.travel.package import Package
from fieldnotes.vault.travel.returning import Keyholder, Returned
from fieldnotes.vault.travel.travel import Closing, Left
from fieldnotes.vault.vault import Vault
from tests.helpers.vaults import make, passphrase, reopen, sealed_passphrase

CUSTODIAN = age.generate_identity(post_quantum=True)
STAYS, GOES, SECRET, SECOND = "T-001", "T-002", "T-003", "T-004"
"""Testimonies at ANONYMOUS with a SEALED passage, INTERNAL, SEALED, and at PUBLIC in the second case."""

NAMES = ["Zöhrə Qasımxanlı", "Zohra Gasimkhanli", "Зохра Касымханлы", "Tərlan Muğanlı", "+994 51 777 31 86"]
PARTICULARS = [
    "+995 599 12 83 46",
    "zohra.q@nowhere.example",
    "Rustaveli prospekti 88",
    "AZE77120934",
    "Masallıda doğulub",
    "şəkər xəstəliyi",
]
"""Of the source, beside her names."""
GONE_WITH_SEALED = [
    *NAMES,
    *PARTICULARS,
    "zirzəmidə gizlənən",
    "Dərbənd küçəsindəki",
    "köhnə variantda qardaşı Elşən",
    "əvvəlcə bacısı oxusun",
]
GONE_WITH_INTERNAL = [
    "podratçı Balakişi",
    "Biləsuvar həbsləri",
    "yalnız nəvəsi bilir",
    "Şəhla üçün səviyyə",
    "yarımçıq qalmış məktub",
    "Kətdə hamı bilir",
]
GONE_WITH_CASE = ["Təkcə ikinci işdə olan", "Lənkəran balıqçıları"]


@pytest.fixture(scope="session")
def furnished_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A locked furnished vault. Copy it, never open it."""
    path = tmp_path_factory.mktemp("furnished") / "study.fieldnotes"
    furnished(path).lock()
    return path


@pytest.fixture
def full(furnished_master: Path, tmp_path: Path) -> Iterator[Vault]:
    """A fresh copy of the furnished vault, SEALED open."""
    path = tmp_path / "study.fieldnotes"
    shutil.copytree(furnished_master, path)
    opened = open_whole(path)
    yield opened
    opened.lock()


@pytest.fixture
def package_path(tmp_path: Path) -> Path:
    return tmp_path / "travel.fnr"


def open_whole(path: Path) -> Vault:
    vault = reopen(path)
    vault.open_sealed(sealed_passphrase())
    return vault


def furnished(path: Path) -> Vault:
    """A vault with something of every kind in two cases, SEALED open."""
    vault = make(path)
    vault.open_sealed(sealed_passphrase())
    vault.add_case("Biləsuvar həbsləri")
    vault.add_case("Lənkəran balıqçıları")
    person = EntityType.PERSON
    for name, role in ((source_identity(), Role.SOURCE), (Identity(NAMES[3]), Role.RELATIVE)):
        vault.add_entry(type=person, role=role, level=Level.ANONYMOUS, identity=name)
    vault.add_entry(type=EntityType.PHONE, role=Role.OTHER, level=Level.INTERNAL, identity=Identity(NAMES[4]))
    vault.relate("P-001", "S-001", RelationKind.SIBLING)
    vault.set_consent(
        "S-001", Consent({Use.PRESS: Answer.ANONYMOUS}, form=ConsentForm(conditions="əvvəlcə bacısı oxusun"))
    )
    add(vault, Level.ANONYMOUS, "Açıq söhbət", "O, köhnə variantda qardaşı Elşən haqqında danışdı.")
    text = "O, bazarda işləyirdi. Sonra zirzəmidə gizlənən adamlara çörək aparırdı."
    start = text.index("zirzəmidə gizlənən")
    hidden = Passage(start, start + 18, Level.SEALED, "zirzəmidə gizlənən")
    vault.save(STAYS, card=Card("Bazar", source="S-001"), body=Body.of(text, (hidden,)))
    add(vault, Level.INTERNAL, "Daxili qeyd", "Onu səhər saatlarında yalnız nəvəsi bilir deyə aparıblar.")
    add(vault, Level.SEALED, "Gizli ünvan", "Dərbənd küçəsindəki evdə qalır.")
    add(vault, Level.PUBLIC, "Elan", "Təkcə ikinci işdə olan bəyanat.", case="C-002")
    vault.set_level(SECOND, Level.ROLE, reason="")
    vault.set_level(SECOND, Level.PUBLIC, reason="Şəhla üçün səviyyə")
    marked = "Rəis dedi ki, podratçı Balakişi pul verib."
    where = marked.index("podratçı")
    inner = Passage(where, where + 17, Level.INTERNAL, "podratçı Balakişi")
    vault.add_record("C-002", kind=Kind.NOTE, level=Level.ROLE, card=Card("Rəis"), body=Body.of(marked, (inner,)))
    draft = Draft("a" * 32, "", "C-001", Kind.NOTE, Level.INTERNAL, "", Body.of("yarımçıq qalmış məktub"))
    vault.put_draft(draft)
    vault.set_mentions(STAYS, {"S-001": 2})
    vault.decide(About.NAME, "C-001", "hit-1", "keep", who="S", note="Kətdə hamı bilir")
    records = (ReleasedRecord(STAYS, 2, Level.ANONYMOUS), ReleasedRecord(GOES, 1, Level.INTERNAL))
    vault.record_release(
        Release("b" * 32, "C-001", Audience.EDITOR, "0" * 64, ("k",), records, labels={"S-001": "Şəhla üçün səviyyə"})
    )
    return vault


def source_identity() -> Identity:
    """Everything that the register can know of somebody."""
    phone, mail, place, passport, birth, health = PARTICULARS
    return Identity(
        NAMES[0],
        (NAMES[1], NAMES[2]),
        contacts=(Contact(ContactKind.PHONE, phone, "axşam"), Contact(ContactKind.EMAIL, mail)),
        addresses=(Address(place),),
        documents=(Document("pasport", passport),),
        birth=birth,
        special=(Special(Category.HEALTH, health),),
    )


def add(vault: Vault, level: Level, title: str, text: str, *, case: str = "C-001") -> str:
    card, body = Card(title=title, source="S-001"), Body.of(text)
    return vault.add_record(case, kind=Kind.TESTIMONY, level=level, card=card, body=body)[0].code


@dataclass(frozen=True, slots=True)
class Trip:
    """One package and what it was made for."""

    file: Path
    plan: Plan

    def read(self) -> Package:
        return travel.read_package(files.read_whole(self.file), identities=[CUSTODIAN], name=self.file.name)

    def words(self) -> tuple[str, ...]:
        return package.confirmation(self.read(), files.read_whole(self.file))


def pack(vault: Vault, file: Path, *levels: Level, cases: tuple[str, ...] = ()) -> Trip:
    plan = Plan(frozenset(levels), frozenset(cases))
    vault.journey.write_package(plan, file, Closing(recipients=(age.recipient_of(CUSTODIAN),)))
    return Trip(file, plan)


def leave(vault: Vault, file: Path, *levels: Level, cases: tuple[str, ...] = ()) -> tuple[Trip, Left]:
    """Pack, let the custodian open it, and remove."""
    trip = pack(vault, file, *levels, cases=cases)
    return trip, vault.journey.leave(trip.words())


def come_back(vault: Vault, trip: Trip, *, home: Path | None = None) -> Returned:
    keyholder = Keyholder(Credentials(passphrase()), Credentials(sealed_passphrase()))
    return vault.journey.bring_back(trip.read(), files.read_whole(trip.file), keyholder, home=home)


def told(vault: Vault) -> dict[str, object]:
    """Everything that somebody wrote, by code, with SEALED open: two vaults that say the same are equal."""
    return {
        "cases": [(case.code, case.title, case.record_count) for case in vault.cases()],
        "records": {row.code: (row.level, row.card, bodies(vault, row.code)) for row in vault.rows()},
        "bin": [row.code for row in vault.recycled()],
        "entries": [(entry.code, entry.role, entry.level, entry.identity) for entry in vault.entries()],
        "relations": vault.relations(),
        "consents": vault.consents(),
        "drafts": [(draft.id, draft.body) for draft in vault.drafts()],
        "releases": vault.releases(),
        "decisions": vault.all_decisions(About.NAME),
        "reasons": {row.code: [change.reason for change in vault.level_changes(row.code)] for row in vault.rows()},
    }


def bodies(vault: Vault, code: str) -> list[Body]:
    """Every version of a record, newest first."""
    return [vault.revision(code, one.version).body for one in vault.revisions(code)]


def own_secret(secret: str = "yeddi uzun sözlü paket parolu") -> Closing:
    return Closing(passphrase=Secret.of(secret))

"""Operations on the ways into a vault: passphrases, recovery code, organisation, costlier stretching."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fieldnotes.crypto.identity import Identity
from fieldnotes.crypto.secret import Secret
from fieldnotes.services import access, policy, recovery
from fieldnotes.services.session import Session
from fieldnotes.services.way_in import WayIn
from fieldnotes.vault.keys import header
from fieldnotes.vault.slots import slots
from fieldnotes.vault.slots.slots import Credentials
from tests.helpers.leads import Lead
from tests.helpers.vaults import cheap_kdf
from tests.torture import world
from tests.torture.strace import Start, say
from tests.torture.world import NEW, OLD, OUTSIDE, SEALED, VAULT, Outcome

CODE = "code"
OFFICE = "office.card"
POLICY = "policy-1.toml"


def change_passphrase(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    access.change_passphrase(session, OLD, NEW, params=cheap_kdf())
    say("changed")
    session.lock()


def change_with_keys(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    access.change_passphrase(session, OLD, NEW, also_rotate=True, params=cheap_kdf())
    say("changed")
    session.lock()


def add_passphrase(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    access.add_passphrase(session, OLD, WayIn(NEW), params=cheap_kdf())
    say("added")
    session.lock()


def judge_second(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    return ["the further passphrase does not open"] if outcome.done and not _opens(folder, NEW) else []


def with_second(folder: Path) -> None:
    add_passphrase(folder, lambda: None)


def remove_slot(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    access.remove(session, OLD, max(slot.id for slot in access.slots(session)))
    say("removed")
    session.lock()


def judge_removed(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    return ["the removed passphrase still opens"] if outcome.done and _opens(folder, NEW) else []


def keep_code(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    offered = recovery.offer()
    (folder / OUTSIDE / CODE).write_text(" ".join(offered.words), encoding="utf-8")  # on paper, before it counts
    start()
    recovery.keep(session, OLD, offered, [offered.words[place - 1] for place in offered.asks])
    say("kept")
    session.lock()


def judge_code(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    if not outcome.done:
        return []
    words = (folder / OUTSIDE / CODE).read_text(encoding="utf-8")
    opens = recovery.compartments(folder / VAULT, WayIn(code=words))
    return [] if set(opens) == {slots.MASTER, slots.SEALED} else [f"the recovery code opens only {opens}"]


def with_code(folder: Path) -> None:
    keep_code(folder, lambda: None)


def recover(folder: Path, start: Start) -> None:
    words = (folder / OUTSIDE / CODE).read_text(encoding="utf-8")
    start()
    session, _ = recovery.recover(folder / VAULT, WayIn(code=words), NEW, new_sealed=SEALED, params=cheap_kdf())
    say("recovered")
    session.lock()


def with_office(folder: Path) -> None:
    card = Identity.generate("Ofis", post_quantum=True).card().text
    (folder / OUTSIDE / OFFICE).write_text(card, encoding="utf-8")


def add_organisation(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    access.add_organisation(session, OLD, folder / OUTSIDE / OFFICE, sealed=True)
    say("added")
    session.lock()


def judge_organisation(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    theirs = [slot for slot in access.slots(session) if slot.type == "hpke"]
    return ["the organisation's ways in are not there"] if outcome.done and len(theirs) != 2 else []


def with_lead(folder: Path) -> None:
    lead = Lead()
    lead.writes(folder / OUTSIDE, "[kdf]\nmin_words = 6\n")
    lead.card(folder / OUTSIDE)


def install_policy(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    policy.install(session, OLD, folder / OUTSIDE / POLICY, card=folder / OUTSIDE / "lead.card")
    say("installed")
    session.lock()


def judge_policy(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    words = access.least_words(session)
    return ["the policy is not kept"] if words not in (0, 6) or (outcome.done and words != 6) else []


def upgrade(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    costlier = replace(cheap_kdf(), iterations=cheap_kdf().iterations + 1)
    access.upgrade(session, OLD, params=costlier)
    say("upgraded")
    session.lock()


def _opens(folder: Path, words: str) -> bool:
    found = header.load(folder / VAULT)
    with Secret.of(words) as secret:
        brought = Credentials(passphrase=secret)
        return slots.unlock(brought, found.slots_for(slots.MASTER), vault_id=found.vault_id) is not None

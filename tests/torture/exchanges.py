"""Operations whose result leaves the vault: identities, bundles, texts of a bundle."""

from __future__ import annotations

from pathlib import Path

from fieldnotes.errors import FieldNotesError
from fieldnotes.model.audience import Audience
from fieldnotes.model.record import PUBLIC_DOCUMENT
from fieldnotes.model.redaction import Verdict
from fieldnotes.services import people, receive, share, write
from fieldnotes.services.preparing import How
from fieldnotes.services.session import Session
from tests.helpers.vaults import CASE
from tests.torture import world
from tests.torture.strace import Start
from tests.torture.world import OUTSIDE, Outcome

BUNDLE = "out.age"
IDENTITY = "new.identity"
TEXTS = "texts"
HOW = How(second="Kamran", accept_suggestions="invented people", compared=True)


def decide_everything(folder: Path) -> None:
    """Settle every possible name, so that nothing but the fault can stop the export, and nobody need be asked."""
    session = world.opened(folder)
    for row in session.vault.rows(case=CASE):
        if row.card is not None and not row.card.source:
            write.set_source(session, row.code, PUBLIC_DOCUMENT)
    while hits := share.review_hits(session, CASE):
        for hit in hits:
            share.decide(session, CASE, hit.id, Verdict.REDACT)
    session.lock()


def export(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    export_to(folder / BUNDLE, folder, session)
    session.lock()


def export_to(out: Path, folder: Path, session: Session) -> None:
    card = str(folder / OUTSIDE / "editor.card")
    if not session.proved:
        session.reauthenticate(world.SEALED)
    share.export(session, CASE, Audience.EDITOR, to=[card], out=out, accept_quasi="agreed", how=HOW)


def judge_exported(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    """A bundle is there whole and written down, or not there; written down without being there is no loss. The next
    export to the same name clears away what this one left."""
    out, releases = folder / BUNDLE, session.vault.releases()
    wrong = []
    if outcome.done and not out.exists():
        wrong.append("the bundle was reported as written and is not there")
    if out.exists():
        try:
            receive.open_bundle(out, identity=folder / OUTSIDE / "editor.identity")
        except FieldNotesError as error:
            wrong.append(f"half a bundle is left under the name that was asked for: {error.code}")
        if not releases:
            wrong.append("a bundle left the vault and nothing says so")
    else:
        export_to(out, folder, session)
    out.unlink()
    return wrong


def make_identity(folder: Path, start: Start) -> None:
    start()
    people.new_identity(folder / IDENTITY, "Redaktor")


def judge_identity(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    path, there = folder / IDENTITY, (folder / IDENTITY).exists()
    if not there:
        people.new_identity(path, "Redaktor")
    people.card(path)
    path.unlink()
    return ["the identity was reported as made and is not there"] if outcome.done and not there else []


def make_bundle(folder: Path) -> None:
    decide_everything(folder)
    export(folder, lambda: None)


def save_texts(folder: Path, start: Start) -> None:
    found = receive.open_bundle(folder / BUNDLE, identity=folder / OUTSIDE / "editor.identity")
    start()
    receive.save_texts(found, folder / OUTSIDE / TEXTS)


def judge_texts(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    found = receive.open_bundle(folder / BUNDLE, identity=folder / OUTSIDE / "editor.identity")
    texts = list((folder / OUTSIDE / TEXTS).glob("*.txt"))
    if outcome.done and len(texts) != len(found.records):
        return ["texts were reported as written and are not all there"]
    return [] if all(path.stat().st_size for path in texts) else ["half a text is left"]

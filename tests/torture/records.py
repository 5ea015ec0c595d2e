"""Operations on what is written down: records, drafts, passages, the register."""

from __future__ import annotations

from pathlib import Path

from fieldnotes.model.level import Level
from fieldnotes.model.record import Body, Card, Draft, Kind
from fieldnotes.services import ingest, register, write
from fieldnotes.services.session import Session
from tests.helpers.vaults import CASE, OPEN_RECORD
from tests.torture import world
from tests.torture.strace import Start, say
from tests.torture.world import NAME, OUTSIDE, STORY, Outcome

LATER = f"{STORY} Sonra qayıtdıq."


def add_record(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    row = write.new_record(session, CASE, kind=Kind.TESTIMONY, card=Card(title=""), body=Body.of(LATER * 30))
    say(row.code)
    session.lock()


def judge_added(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    found = {row.code for row in session.vault.rows()}
    wrong = [f"{code} was reported as saved and is not there" for code in outcome.said if code.startswith("T-")]
    wrong = [sentence for sentence in wrong if sentence.split()[0] not in found]
    if "T-009" in found and session.vault.record("T-009").body.text != LATER * 30:
        wrong.append("the new record is not whole")
    return wrong


def save_version(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    write.save(session, OPEN_RECORD, card=Card(title="Birinci söhbət"), body=Body.of(LATER))
    say("saved")
    session.lock()


def judge_saved(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    texts = [session.vault.revision(OPEN_RECORD, one.version).body.text for one in session.vault.revisions(OPEN_RECORD)]
    wrong = [] if STORY in texts else ["the version before is gone"]
    if "saved" in outcome.said and session.vault.record(OPEN_RECORD).body.text != LATER:
        wrong.append("what was reported as saved is not there")
    return wrong


def raise_level(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    write.set_level(session, OPEN_RECORD, Level.SEALED)
    say("saved")
    session.lock()


def judge_level(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    level = session.vault.row(OPEN_RECORD).level
    return ["the level was reported as raised and is not"] if outcome.done and level is not Level.SEALED else []


def mark(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    write.mark(session, OPEN_RECORD, quote="gecə Sumqayıtdan", level=Level.SEALED)
    say("saved")
    session.lock()


def judge_marked(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    marked = session.vault.record(OPEN_RECORD).body.passages
    return ["the mark was reported as kept and is not there"] if outcome.done and not marked else []


def add_note(folder: Path) -> None:
    session = world.opened(folder)
    write.new_record(session, CASE, kind=Kind.NOTE, card=Card(title="Qeyd"), body=Body.of(STORY))
    session.lock()


def recycle(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    session.vault.delete("N-001")
    say("deleted")
    session.vault.restore("N-001")
    say("restored")
    session.lock()


def judge_recycled(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    gone = "N-001" in {row.code for row in session.vault.recycled()}
    if gone:
        session.vault.restore("N-001")
    whole = session.vault.record("N-001").body.text == STORY
    wrong = [] if whole else ["the note is not whole"]
    return [*wrong, "what was put back is still in the bin"] if gone and "restored" in outcome.said else wrong


def autosave(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    for cursor in range(1, 4):
        text = Body.of(f"{LATER} " * 20 * cursor)
        write.autosave(session, Draft("typing", OPEN_RECORD, CASE, Kind.TESTIMONY, Level.INTERNAL, NAME, text, cursor))
        say(f"kept {cursor}")
    session.lock()


def judge_autosave(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    kept = max((int(line.split()[1]) for line in outcome.said if line.startswith("kept")), default=0)
    there = max((draft.cursor for draft in session.vault.drafts() if draft.id == "typing"), default=0)
    return [f"typing {kept} was reported as kept and only {there} is there"] if there < kept else []


def import_files(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    for one in ingest.import_files(session, [folder / OUTSIDE / "story.txt"], case=CASE):
        say(one.code)
    session.lock()


def judge_imported(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    found = {row.code for row in session.vault.rows()}
    return [f"{code} was imported and is not there" for code in outcome.said if code != "done" and code not in found]


def add_entry(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    say(register.add_entry(session, name="Zərnigar Qurbanzadə-Əliyeva", aliases=("Zara",)).code)
    session.lock()


def judge_entry(folder: Path, session: Session, outcome: Outcome) -> list[str]:
    found = {entry.code for entry in session.vault.entries()}
    return [f"{code} was registered and is not there" for code in outcome.said if code != "done" and code not in found]

"""A sample of `make torture`: a few faults, blackouts, kills and turned bits, chosen anew in every run; and proof that
the rig notices when something is lost, left lying about or badly said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldnotes.crypto import kdf
from fieldnotes.errors import DiskFull
from fieldnotes.model.record import Body, Card
from fieldnotes.services import write
from tests.helpers.vaults import OPEN_RECORD
from tests.torture import damage, faults, kills, plaintext, powerloss, strace, world
from tests.torture.disk import Disk, Lost
from tests.torture.operation import Operation
from tests.torture.operations import OPERATIONS, named
from tests.torture.strace import Call, Start, say


@pytest.fixture(autouse=True, scope="module")
def stretching_costs_again_what_it_must() -> Iterator[None]:
    """The rig makes passphrases cheap for its whole process: not for the tests that come after it in this one."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("calibrate", "NEW_FLOOR_KIB", "NEW_FLOOR_ITERATIONS", "Argon2id"):
            patch.setattr(kdf, name, getattr(kdf, name))
        yield


pytestmark = pytest.mark.skipif(not strace.available(), reason="strace is in packaging/debian-test-packages.txt")

STATES, KILLS, BITS = 8, 4, 8


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all, so that the invented world is made once."""
    return tmp_path_factory.mktemp("torture")


@pytest.mark.parametrize(("name", "count"), [("save a version", 6), ("keep typing", 4), ("create a vault", 2)])
def test_a_fault_at_any_call_loses_and_betrays_nothing(name: str, count: int, scratch: Path) -> None:
    result = faults.sweep(named(name)[0], scratch, sample=count)

    assert result.findings == []
    assert result.survived == result.trials == count


def test_a_disk_that_fails_once_while_unlocking_makes_no_ledger_look_forged(scratch: Path) -> None:
    """Found by the full sweep: a commit whose last sync failed had happened, and the ledger's end was cut all the same;
    a ledger's file that could not be read once was taken for another one."""
    (operation,) = named("unlock")
    template = faults.prepared(operation, scratch)
    calls = faults.points(operation, template, scratch / "study")
    ledger = [call for call in calls if call.name == "openat" and call.paths[0].endswith("audit.fnl")]
    folder = [call for call in calls if call.name == "fsync" and call.paths[0].endswith(".fieldnotes")]

    for call in (*ledger, *folder):
        trial = faults.Trial(operation.name, call.name, call.number, "error=EIO")
        _, found = faults.attempt(operation, trial, template, scratch / "study")
        assert found == [], trial.word
    assert ledger
    assert folder


@pytest.mark.parametrize("name", ["save a version", "rotate level keys"])
def test_a_power_cut_at_any_call_loses_and_betrays_nothing(name: str, scratch: Path) -> None:
    result = powerloss.blackout(named(name)[0], scratch, sample=STATES)

    assert result.findings == []
    assert result.states >= STATES


@pytest.mark.parametrize("habit", kills.HABITS[:3], ids=lambda habit: habit.name)
def test_what_was_reported_before_a_random_kill_is_there(habit: kills.Habit, scratch: Path) -> None:
    result = kills.rounds(habit, scratch, count=KILLS)

    assert result.findings == []
    assert result.rounds == KILLS


@pytest.mark.parametrize("victim", damage.VICTIMS, ids=lambda victim: victim.name)
def test_every_turned_bit_is_noticed(victim: damage.Victim, scratch: Path) -> None:
    turned = damage.damage(victim, scratch, count=BITS)[0]

    assert turned.tried >= BITS - 1
    assert turned.noticed == turned.tried, turned.called


# --- the rig itself -----------------------------------------------------------------------------------------------


def reports_too_early(folder: Path, start: Start) -> None:
    session = world.opened(folder)
    start()
    say("saved")
    write.save(session, OPEN_RECORD, card=Card(title=""), body=Body.of(f"{world.STORY} Sonra qayıtdıq."))
    session.lock()


def leaves_plain_words(folder: Path, start: Start) -> None:
    start()
    (folder / world.VAULT / "notes.txt").write_text(world.NAME, encoding="utf-16-le")


def overwrites(folder: Path, start: Start) -> None:
    start()
    path = folder / world.VAULT / "header.fnv"
    path.write_bytes(path.read_bytes())


def lets_errors_through(folder: Path, start: Start) -> None:
    start()
    (folder / "out").write_bytes(b"x")
    (folder / "out").unlink()


def found_by_faults(operation: Operation, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("tests.torture.operations.OPERATIONS", (operation,))
    monkeypatch.setattr(faults, "named", lambda *_: (operation,))
    return "\n".join(faults.sweep(operation, folder).findings)


def test_the_rig_notices_what_is_reported_before_it_is_kept(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hasty = replace(named("save a version")[0], name="hasty", work=reports_too_early)
    monkeypatch.setattr(powerloss, "named", lambda *_: (hasty,))
    result = powerloss.blackout(hasty, scratch, sample=STATES)
    assert any("what was reported as saved is not there" in finding for finding in result.findings)


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (leaves_plain_words, "plain words can be read in notes.txt"),
        (overwrites, "header-damaged"),
        (lets_errors_through, "it failed with 99"),
    ],
)
def test_the_rig_notices(work: strace.Work, words: str, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert words in found_by_faults(Operation(words, work), scratch, monkeypatch)


def test_an_injected_fault_arrives_and_is_one_sentence(scratch: Path) -> None:
    (operation,) = named("save a version")
    template = faults.prepared(operation, scratch)
    world.copy(template, scratch / "study")
    outcome = strace.run(
        operation.work, scratch / "study", log=scratch / "log", inject=["pwrite64:error=ENOSPC:when=1"]
    )
    assert (outcome.code, outcome.said) == (DiskFull.exit_code, ())
    assert outcome.complaint == "The disk is full; the last change was not saved."


def test_every_operation_is_tried_at_more_than_one_call(scratch: Path) -> None:
    assert len({operation.name for operation in OPERATIONS}) == len(OPERATIONS)
    (operation,) = named("make an identity")
    calls = faults.points(operation, faults.prepared(operation, scratch), scratch / "study")
    assert [call.name for call in calls] == [
        *("unlink", "openat", "write", "fsync", "close", "rename", "openat", "fsync", "close"),
    ]  # fmt: skip


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("shift", [0, 1, 2])
def test_words_are_found_in_every_wrapping(codec: str, shift: int) -> None:
    from base64 import b64encode  # noqa: PLC0415

    plain = b"\x01" * shift + world.NAME.encode(codec) + b"\x02\x03"
    for data in (plain, plain[::-1], plain.hex().encode(), plain.hex().upper().encode(), b64encode(plain)):
        assert plaintext.betrayed(b"..." + data + b"...", [world.NAME])
    assert not plaintext.betrayed(b64encode(plain), ["Zərnigar Qurbanova"])


def test_the_disk_forgets_what_was_not_synced(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "a").write_bytes(b"old")
    disk = Disk(root)
    for call in (
        Call("pwrite64", 1, (str(root / "a"),), b"new", ", , 3, 0", 3),
        Call("openat", 1, (str(root / "b"),), rest=", O_WRONLY|O_CREAT", result=5),
        Call("write", 1, (str(root / "b"),), b"bbbb", result=4),
        Call("fsync", 1, (str(root / "b"),), result=0),
        Call("rename", 1, (str(root / "b"), str(root / "c")), result=0),
    ):
        disk.apply(call)
    assert disk.remains() == {"a": b"new", "c": b"bbbb"}
    assert disk.remains(data=lambda _: False) == {"a": b"old", "c": b"bbbb"}
    assert disk.remains(names={}) == {"a": b"new"}
    assert disk.remains(names={".": 1}) == {"a": b"new", "b": b"bbbb"}
    assert disk.remains(data=lambda _: False, lost=Lost.TORN) == {"a": b"old", "c": b"bbbb"}
    disk.apply(Call("fsync", 2, (str(root),), result=0))
    assert disk.remains(names={}) == {"a": b"new", "c": b"bbbb"}

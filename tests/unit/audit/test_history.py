"""What the ledger tells: each answer counts what it is about and nothing beside it."""

from __future__ import annotations

from datetime import timedelta

from fieldnotes.audit.history import History, Told
from fieldnotes.vault.policies import INSTALLED


def told(number: int, event: str, at: str = "2026-11-01T08:00:00+00:00", **facts: str | int) -> Told:
    return Told(number, at, event, facts)


def test_an_alarm_counts_for_its_own_kind_only() -> None:
    history = History([told(1, "alarm", what="file-changed"), told(2, "note", what="file-missing")])
    assert history.alarms("file-missing") == 0
    assert history.alarms("file-changed") == history.alarms("file-changed", "file-missing") == 1


def test_what_stands_under_a_policy_begins_after_its_installing() -> None:
    events = [told(1, "add"), told(2, INSTALLED, version=1), told(3, "add"), told(4, INSTALLED, version=2)]
    assert [one.number for one in History([*events, told(5, "export")]).under_policy()] == [5]
    assert History(events).under_policy() == []
    assert [one.number for one in History(events[:1]).under_policy()] == [1]
    assert History(events).policy_version == 2


def test_a_step_back_is_longer_than_the_least() -> None:
    moments = ("2026-11-01T08:10:00+00:00", "2026-11-01T08:05:00+00:00", "2026-11-01T07:59:59+00:00")
    history = History([told(number, "unlocked", at) for number, at in enumerate(moments)])
    assert history.steps_back(timedelta(minutes=5)) == 1
    assert history.steps_back(timedelta(minutes=4)) == 2


def test_the_same_program_again_is_no_older_one() -> None:
    versions = ("1.2.0", "1.2.0", "1.10.0", "1.9.9")
    history = History([told(number, "program", version=version) for number, version in enumerate(versions)])
    assert history.older_programs() == 1
    assert History([told(1, "create", version="1.0"), told(2, "unlocked", version="0.9")]).older_programs() == 0

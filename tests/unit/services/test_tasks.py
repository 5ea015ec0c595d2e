"""What has to be done: made by hand, or following from the dates of consents; by its day."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldnotes import clock
from fieldnotes.errors import BadValue
from fieldnotes.model.audience import Audience
from fieldnotes.model.level import Level
from fieldnotes.model.task import TaskKind
from fieldnotes.services import find, register, release, searches, tasks, travel
from fieldnotes.services.session import Session
from fieldnotes.services.views import ConsentState
from tests.helpers.sharing import CASE, FIRST, GIRL, PASSWORD, SOURCE

TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)


def listed(session: Session) -> list[tuple[str, TaskKind, str]]:
    with clock.fixed(TODAY):
        return [(task.due, task.kind, task.about) for task in tasks.tasks(session)]


def test_dates_of_consents_are_tasks_from_a_month_before(sharing: Session) -> None:
    register.set_consent(sharing, SOURCE, {}, review_on="2026-12-22", expires_on="2026-12-23")
    register.set_consent(sharing, GIRL, {}, review_on="2026-01-01", embargo_until="2026-11-23")
    tasks.add(sharing, "Məktub", due="2026-11-30")
    tasks.add(sharing, "Nə vaxtsa", about=FIRST)
    assert listed(sharing) == [
        ("2026-01-01", TaskKind.CONSENT_REVIEW, GIRL),
        ("2026-11-23", TaskKind.EMBARGO_END, GIRL),
        ("2026-11-30", TaskKind.OTHER, ""),
        ("2026-12-22", TaskKind.CONSENT_REVIEW, SOURCE),
        ("", TaskKind.OTHER, FIRST),
    ]
    register.withdraw_consent(sharing, GIRL)
    assert GIRL not in [about for _, _, about in listed(sharing)]
    register.set_consent(sharing, SOURCE, {}, review_on="2027-12-22")
    assert SOURCE not in [about for _, _, about in listed(sharing)]


def test_a_title_that_names_somebody_is_sealed(sharing: Session) -> None:
    named = tasks.add(sharing, "Bahar Quşçubaşovaya zəng", about=GIRL)
    plain = tasks.add(sharing, "Ona zəng", about=GIRL)
    assert (named.level, plain.level) == (Level.SEALED, Level.INTERNAL)
    sharing.close_sealed()
    assert [task.title for task in tasks.tasks(sharing, about=GIRL)] == [None, "Ona zəng"]


def test_what_names_somebody_by_now_is_sealed_before_names_go_away(sharing: Session, tmp_path: Path) -> None:
    tasks.add(sharing, "Nəcəf Laçınlıya məktub")
    tasks.add(sharing, "Məktub")
    searches.save(sharing, "o", "Laçınlı -məktub")
    searches.save(sharing, "Bahar Quşçubaşova", "qonşu")
    register.add_entry(sharing, name="Nəcəf Laçınlı")
    words = "armud bulud ceyran dəniz ekran fındıq gilas həyət inci"
    travel.write_package(sharing, tmp_path / "out.fnr", passphrase=words, same_volume_ok=True)
    sharing.close_sealed()
    assert [task.title for task in tasks.tasks(sharing)] == [None, "Məktub"]
    assert searches.saved(sharing) == []
    sharing.open_sealed(PASSWORD)
    assert [one.name for one in searches.saved(sharing)] == ["Bahar Quşçubaşova", "o"]


def test_what_is_done_is_shown_when_asked_for(sharing: Session) -> None:
    task = tasks.add(sharing, "Oxu", kind=TaskKind.READ_BACK, about=FIRST, by="Nərmin")
    tasks.finish(sharing, task.code, by="Orxan")
    assert tasks.tasks(sharing) == []
    (done,) = tasks.tasks(sharing, done=True)
    assert (done.by, done.done_by, done.is_open) == ("Nərmin", "Orxan", False)


@pytest.mark.parametrize(("title", "due"), [("", ""), ("  ", ""), ("Oxu", "sabah"), ("Oxu", "2026-02-30")])
def test_a_task_has_words_and_a_day_of_the_calendar(sharing: Session, title: str, due: str) -> None:
    with pytest.raises(BadValue):
        tasks.add(sharing, title, due=due)


def test_an_embargo_keeps_everything_inside_until_its_day(sharing: Session) -> None:
    register.set_consent(sharing, SOURCE, {}, embargo_until="2026-11-23")

    def reasons(audience: Audience) -> set[str]:
        return {reason.code for one in release.gather(sharing, CASE, audience) for reason in one.reasons}

    with clock.fixed(TODAY):
        assert reasons(Audience.EDITOR) == {"embargo"}
        assert reasons(Audience.INTERNAL) == set()
        assert find.record(sharing, FIRST).consent is ConsentState.LIMITED
    with clock.fixed(TODAY.replace(day=23)):
        assert reasons(Audience.EDITOR) == set()

"""The invented project has one of everything that is kept in fields, and something to do in the coming weeks."""

from __future__ import annotations

from pathlib import Path

from fieldnotes import clock
from fieldnotes.model.forms import Incident
from fieldnotes.model.record import Kind
from fieldnotes.services import evidence, find, forms, sample, tasks
from fieldnotes.services import session as sessions
from tests.helpers.vaults import cheap_kdf


def test_what_is_kept_in_fields_can_be_read_and_the_tasks_lie_ahead(tmp_path: Path) -> None:
    session = sessions.create(tmp_path / "sample", "altı quru söz və bir nar", params=cheap_kdf())
    sample.furnish(session, sample.build(session))
    rows = {view.row.kind: view.row.code for view in find.rows(session)}

    form = forms.read(session, rows[Kind.INCIDENT])[1]
    assert isinstance(form, Incident)
    assert form.acts[0].is_by_proxy
    assert evidence.verify(session, rows[Kind.EVIDENCE]).holds
    assert Kind.PUBLICATION in rows
    own = [task for task in tasks.tasks(session) if not task.derived]
    assert len(own) == 2
    assert all(task.due > clock.today().isoformat() and task.title for task in own)
    session.lock()

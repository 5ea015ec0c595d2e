"""The part of an open vault that follows people and releases up: statuses, tasks, saved searches, contacts, proposals.

See the modules for the errors.
"""

from __future__ import annotations

from collections.abc import Callable

from fieldnotes.model.changes import Changes
from fieldnotes.model.contact import Contact
from fieldnotes.model.proposal import Proposal, Recall
from fieldnotes.model.status import State, Status
from fieldnotes.model.task import SavedSearch, Task, TaskKind
from fieldnotes.vault.followup import contacts, proposals, saved_searches, slips, statuses, tasks
from fieldnotes.vault.followup.reviewed import Reviewed
from fieldnotes.vault.store import Store


class Following(Reviewed):
    """What a vault adds to itself by inheriting."""

    @property
    def _store(self) -> Store:
        raise NotImplementedError

    def add_status(
        self, person: str, state: State, *, on: str = "", words: str = "", who: str = ""
    ) -> tuple[Status, Changes]:
        return statuses.add(self._store, person, state, on=on, words=words, who=who)

    def remove_status(self, code: str) -> Changes:
        return statuses.remove(self._store, code)

    def statuses(self) -> list[Status]:
        return statuses.all_of(self._store)

    def present_statuses(self) -> dict[str, Status]:
        """Where each person stands now, by code."""
        return statuses.present(self._store)

    def add_task(
        self,
        title: str,
        *,
        kind: TaskKind = TaskKind.OTHER,
        about: str = "",
        due: str = "",
        by: str = "",
        sealed: bool = False,
    ) -> tuple[Task, Changes]:
        return tasks.add(self._store, title, kind=kind, about=about, due=due, by=by, sealed=sealed)

    def finish_task(self, code: str, *, by: str = "") -> tuple[Task, Changes]:
        return tasks.finish(self._store, code, by=by)

    def tasks(self) -> list[Task]:
        return tasks.all_of(self._store)

    def save_search(self, name: str, query: str, *, sealed: bool = False) -> Changes:
        return saved_searches.save(self._store, name, query, sealed=sealed)

    def remove_search(self, name: str) -> Changes:
        return saved_searches.remove(self._store, name)

    def saved_searches(self) -> list[SavedSearch]:
        return saved_searches.all_of(self._store)

    def seal_slips(self, names_somebody: Callable[[str], bool]) -> int:
        return slips.seal(self._store, names_somebody)

    def add_contact(self, contact: Contact) -> Contact:
        return contacts.add(self._store, contact)

    def change_contact(self, contact: Contact) -> Contact:
        return contacts.change(self._store, contact)

    def remove_contact(self, code: str) -> None:
        contacts.remove(self._store, code)

    def contacts(self) -> list[Contact]:
        return contacts.all_of(self._store)

    def add_proposal(self, proposal: Proposal) -> Proposal:
        return proposals.add(self._store, proposal)

    def change_proposal(self, proposal: Proposal) -> Proposal:
        return proposals.change(self._store, proposal)

    def proposals(self) -> list[Proposal]:
        return proposals.all_of(self._store)

    def recall_release(self, release: str, *, why: str, reason: str = "") -> Recall:
        return proposals.recall(self._store, release, why=why, reason=reason)

    def recalls(self) -> list[Recall]:
        return proposals.recalls(self._store)

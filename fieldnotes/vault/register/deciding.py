"""The part of an open vault that remembers decisions and mentions; see `decisions` and `mentions` for the errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fieldnotes.model.changes import Changes
from fieldnotes.model.redaction import About, Decision
from fieldnotes.vault.register import decisions, mentions
from fieldnotes.vault.store import Store


class Deciding:
    """What a vault adds to itself by inheriting."""

    @property
    def _store(self) -> Store:
        raise NotImplementedError

    def decide(  # noqa: PLR0913 - everything that a decision says
        self,
        about: About,
        scope: str,
        hit: str,
        verdict: str,
        *,
        reason: str = "",
        label: str = "",
        who: str,
        note: str = "",
        entries: Iterable[str] = (),
    ) -> Changes:
        """Remember a decision for the whole vault (`EVERYWHERE`), a case or a record. `entries`: whom it is about."""
        decision = Decision(verdict, reason, who, note=note, label=label, scope=scope, entries=tuple(entries))
        return decisions.decide(self._store, about, hit, decision)

    def undecide(self, about: About, scope: str, hit: str) -> Changes:
        return decisions.undecide(self._store, about, scope, hit)

    def decisions(self, about: About, *scopes: str) -> dict[str, Decision]:
        """What counts in these scopes and in the whole vault, by number; of several the narrowest."""
        return decisions.in_force(self._store, about, *scopes)

    def all_decisions(self, about: About) -> dict[tuple[str, str], Decision]:
        """Every decision of one kind, by scope and number."""
        return decisions.by_scope(self._store, about)

    def set_mentions(self, record: str, counts: Mapping[str, int]) -> Changes:
        return mentions.set_mentions(self._store, record, counts)

    def mentions(self, record: str) -> dict[str, int]:
        return mentions.of_record(self._store, record)

    def mentioned_in(self, entry: str) -> dict[str, int]:
        return mentions.mentioned_in(self._store, entry)

    def unscanned(self) -> list[str]:
        return mentions.unscanned(self._store)

    def is_unscanned(self, record: str) -> bool:
        return mentions.is_unscanned(self._store, record)

"""Follow in one copy of a vault that the other made two register entries one, so that nothing of either is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fieldnotes.vault.merge.merge_purged import Purges
from fieldnotes.vault.register import joining
from fieldnotes.vault.store import Store


def ours_again(target: Store, purges: Purges, entries: Mapping[str, str]) -> list[str]:
    """Join anew what was joined here and came once more because something of it was written there; the codes kept.

    `entries`: new codes of the other side's entries.
    """
    return _follow(target, ((kept, entries.get(gone, gone)) for gone, kept in purges.ours_of().items()))


def theirs(target: Store, purges: Purges, entries: Mapping[str, str]) -> None:
    """Join what the other side joined."""
    _follow(target, ((entries.get(kept, kept), entries.get(gone, gone)) for kept, gone in purges.joined_there))


def codes(target: Store, purges: Purges) -> dict[str, str]:
    """What the other side still calls by a code that is another entry's here, because both were joined."""
    here = _codes(target)
    return {gone: kept for gone, kept in purges.ours_of().items() if gone not in here}


def _follow(target: Store, pairs: Iterable[tuple[str, str]]) -> list[str]:
    done = []
    for kept, gone in pairs:
        if kept != gone and {kept, gone} <= _codes(target):
            joining.follow(target, [(kept, gone)])
            done.append(kept)
    return done


def _codes(target: Store) -> set[str]:
    return {code for (code,) in target.connection.rows("SELECT code FROM entry")}

"""Every record of a settled job through the gate, before any file is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fieldnotes.progress import Watch
from fieldnotes.protection import gate
from fieldnotes.protection.gate import Cleared, Look
from fieldnotes.protection.residue import Watchlist
from fieldnotes.services import settling
from fieldnotes.services.settling import Job
from fieldnotes.services.typed_words import refuse_telling


@dataclass(frozen=True, slots=True)
class Passed:
    """Records that went through the gate, and what the finished file is held against afterwards."""

    records: Sequence[Cleared]
    watchlist: Watchlist
    look: Look


def pass_each(job: Job, watch: Watch | None) -> Passed:
    """Hold every record of a settled job against what must not leave.

    Raises:
        LeakFound: something protected can still be read in one.
    """
    included = job.included
    watchlist, look = job.redactor.watchlist(job.kept), job.redactor.look(job.kept)
    cleared = []
    for done, one in enumerate(included):
        if watch is not None:
            watch.step(done, len(included), "passing the gate")
        assert one.title is not None
        assert one.text is not None
        cleared.append(gate.clear(settling.outgoing(one), one.title, one.text, watchlist))
    return Passed(cleared, watchlist, look)


def pass_words(text: str, passed: Passed) -> None:
    """The same for words that were typed beside the records: nothing of them is ours.

    Raises:
        LeakFound: they hold something protected.
        WordsTell: they tell of anybody else.
    """
    gate.inspect_text(text, passed.watchlist, look=passed.look)
    refuse_telling(text, passed.watchlist)

"""How long work will still take, told from how it went so far."""

from __future__ import annotations

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.progress import Step

_SOON = N_("a few seconds left")
_SECONDS = NN_("about {n} second left", "about {n} seconds left")
_MINUTES = NN_("about {n} minute left", "about {n} minutes left")
_LEAST_S, _LEAST_SHARE = 2.0, 0.03
"""Before that nothing is said: the first steps tell little."""


class Pace:
    """Fed with steps and the seconds of a clock that never goes back."""

    def __init__(self) -> None:
        self._first: tuple[float, int] | None = None
        self._total: int | None = None

    def seconds_left(self, step: Step, now: float) -> float | None:
        """None where it cannot be known. Work that begins to count something else begins anew."""
        if not step.total:
            return None
        if self._first is None or step.total != self._total or step.done < self._first[1]:
            self._first, self._total = (now, step.done), step.total
        since, begun = self._first
        done, spent = step.done - begun, now - since
        if spent < _LEAST_S or done < _LEAST_SHARE * step.total:
            return None
        return max(0.0, (step.total - step.done) * spent / done)


def words_for(seconds: float | None) -> str:
    """As a person would say it; empty where nothing is known."""
    if seconds is None:
        return ""
    if seconds < 8:
        return tr(_SOON)
    near, minutes = 5 * round(seconds / 5), max(1, round(seconds / 60))
    return trn(*_SECONDS, near) if seconds < 55 else trn(*_MINUTES, minutes)

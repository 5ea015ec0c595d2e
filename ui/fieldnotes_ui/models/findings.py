"""An audit's findings as a list, worst first; `unknown` stands between warnings and what passed, never with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fieldnotes.i18n import N_, tr
from fieldnotes.model.audit import Finding, Severity, Status
from fieldnotes.model.sentence import told

FINDING_ROLE = Qt.ItemDataRole.UserRole
OPEN_ROLE = Qt.ItemDataRole.UserRole + 1
STATUS_WORDS = {
    Status.FAIL: N_("Failure"),
    Status.WARN: N_("Warning"),
    Status.UNKNOWN: N_("Not measured"),
    Status.PASS: N_("Pass"),
    Status.NOT_APPLICABLE: N_("Does not apply"),
}
STATUS_LOOK = {
    Status.FAIL: ("circle-alert", "danger"),
    Status.WARN: ("triangle-alert", "warn"),
    Status.UNKNOWN: ("circle-help", "info"),
    Status.PASS: ("check", "ok"),
    Status.NOT_APPLICABLE: ("x", "text3"),
}
"""Icon and colour; the word always stands beside them."""
SEVERITY_WORDS = {
    Severity.CRITICAL: N_("Critical"),
    Severity.HIGH: N_("High"),
    Severity.MEDIUM: N_("Medium"),
    Severity.LOW: N_("Low"),
    Severity.INFO: N_("For information"),
}
_SPOKEN = N_("{result}: {title}. Measured: {measured}. Expected: {expected}.")
_SPOKEN_OPEN = N_(
    "{result}: {title}. Measured: {measured}. Expected: {expected}. Why it matters: {why} How to put it right: {fix}"
)
_STATUSES, _SEVERITIES = list(STATUS_WORDS), list(Severity)
_Index = QModelIndex | QPersistentModelIndex


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: (_STATUSES.index(one.status), _SEVERITIES.index(one.severity), one.id))


class FindingModel(QAbstractListModel):
    """One row a finding: FINDING_ROLE gives it, OPEN_ROLE whether its why and how are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Finding] = []
        self._findings: list[Finding] = []
        self._wanted = ""
        self._among: frozenset[str] | None = None
        self._open: set[str] = set()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self._all = worst_first(findings)
        self._choose()

    def filter(self, words: str) -> None:
        """Show only what holds every one of these words: in its result, number, title, or what was measured."""
        self._wanted = words
        self._choose()

    def restrict(self, among: frozenset[str] | None) -> None:
        """Show only the checks with these identifiers; None: all."""
        self._among = among
        self._choose()

    def _choose(self) -> None:
        among = self._among
        wanted = self._wanted.casefold().split()
        self.beginResetModel()
        chosen = [one for one in self._all if among is None or one.id in among]
        self._findings = [one for one in chosen if all(word in _searched(one) for word in wanted)]
        self.endResetModel()

    def toggle(self, row: int) -> None:
        """Open a row, or close it."""
        self._open ^= {self._findings[row].id}
        index = self.index(row, 0)
        self.dataChanged.emit(index, index, [OPEN_ROLE])

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._findings):
            return None
        finding = self._findings[index.row()]
        is_open = finding.id in self._open
        if role == FINDING_ROLE:
            return finding
        if role == OPEN_ROLE:
            return is_open
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(finding.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(finding, is_open=is_open)
        return None


def _searched(finding: Finding) -> str:
    words = (STATUS_WORDS[finding.status], SEVERITY_WORDS[finding.severity], finding.title)
    return " ".join((finding.id, *map(tr, words), told(finding.measured), told(finding.expected))).casefold()


def _spoken(finding: Finding, *, is_open: bool) -> str:
    template = _SPOKEN_OPEN if is_open else _SPOKEN
    return tr(
        template,
        result=tr(STATUS_WORDS[finding.status]),
        title=tr(finding.title),
        measured=" ".join((told(finding.measured), *finding.where)) if is_open else told(finding.measured),
        expected=told(finding.expected),
        **({"why": tr(finding.why), "fix": tr(finding.fix)} if is_open else {}),
    )

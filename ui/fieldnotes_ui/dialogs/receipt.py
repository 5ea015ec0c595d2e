"""The receipt of a written bundle: what left, what the gate looked at, how to recognise the file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.services.views import Receipt
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.widgets.labels import button, label
from fieldnotes_ui.widgets.strip import Strip

_TITLE, _DONE = N_("The bundle is written"), N_("Done")
_GATE = N_("The leak gate looked for {strings} protected strings in {leaves} places of the finished file: none found.")
_GONE = NN_(
    "Its readers see that {n} record of the bundle before is gone. Whoever has both knows which one it was.",
    "Its readers see that {n} records of the bundle before are gone. Whoever has both knows which ones they were.",
)
_LABELS, _ACCEPTED, _LEDGER = N_("Labels"), N_("Details accepted"), N_("Ledger")
_IN_LEDGER = N_("Written down before the file was.")
_FILE, _LEFT, _STAYED, _REPLACED, _SHA, _BUNDLE = (
    N_("File"), N_("Left"), N_("Stayed"), N_("Replaced"), N_("SHA-256"), N_("Bundle"),
)  # fmt: skip
_RECORDS = NN_("{n} record", "{n} records")
_FOR = NN_("{records} for {n} recipient", "{records} for {n} recipients")
_COPY = N_("Copy the receipt")
_GROUP, _PER_LINE = 8, 4


class ReceiptDialog(Sheet):
    """`copy_wanted` carries the receipt as text: codes, counts and hashes only."""

    copy_wanted = Signal(str)

    def __init__(self, receipt: Receipt, parent: QWidget) -> None:
        super().__init__(tr(_TITLE), tr(_DONE), parent, width=560)
        self.inside.addWidget(Strip("ok", tr(_GATE, strings=receipt.gate.strings, leaves=receipt.gate.leaves)))
        if receipt.removed:
            self.inside.addWidget(Strip("warn", trn(*_GONE, receipt.removed)))
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(8)
        facts = _facts(receipt)
        for name, value in facts:
            mono = name in (_SHA, _BUNDLE)
            form.addRow(label(tr(name), "muted"), label(value, "mono" if mono else "", wrap=True))
        self.inside.addLayout(form)
        copy = button(tr(_COPY), icon="file-text")
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: self.copy_wanted.emit("\n".join(f"{tr(name)}: {value}" for name, value in facts)))
        self.inside.addWidget(copy)
        self.out.hide()


def _facts(receipt: Receipt) -> list[tuple[str, str]]:
    left = trn(*_FOR, len(receipt.recipients), records=trn(*_RECORDS, len(receipt.included)))
    labels = ", ".join(f"{code} → {name}" for code, name in receipt.included)
    facts = [
        (_FILE, Path(receipt.file).name),
        (_LEFT, left),
        (_LABELS, labels),
        (_STAYED, trn(*_RECORDS, len(receipt.withheld))),
        (_REPLACED, ", ".join(f"{count} {kind}" for kind, count in receipt.replacements.items())),
        (_ACCEPTED, str(receipt.accepted_details) if receipt.accepted_details else ""),
        (_LEDGER, tr(_IN_LEDGER)),
        (_BUNDLE, receipt.bundle_id),
        (_SHA, _grouped(receipt.sha256)),
    ]
    return [(name, value) for name, value in facts if value]


def _grouped(digest: str) -> str:
    """In groups that can be read to somebody."""
    groups = [digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP)]
    lines = [" ".join(groups[at : at + _PER_LINE]) for at in range(0, len(groups), _PER_LINE)]
    return "\n".join(lines)

"""Several records at once: what each would become, what has to be said for it, how far it is, what stayed as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.i18n import N_, NN_, tr, trn
from fieldnotes.model.level import Level
from fieldnotes.services.bulk import Becoming, Plan, Refusal
from fieldnotes_ui import messages
from fieldnotes_ui.dialogs.sheet import Sheet
from fieldnotes_ui.jobs import Job
from fieldnotes_ui.models.items import Item, ItemModel
from fieldnotes_ui.widgets.badge import MEANINGS, level_name
from fieldnotes_ui.widgets.draw_text import isolated
from fieldnotes_ui.widgets.item_list import ItemList
from fieldnotes_ui.widgets.job_row import JobRow
from fieldnotes_ui.widgets.labels import field, label
from fieldnotes_ui.widgets.level_combo import LevelCombo
from fieldnotes_ui.widgets.strip import Strip

_LEVELS, _SET = NN_("Level of {n} record", "Level of {n} records"), N_("Set level")
_BACK, _TAKE_BACK = NN_("Take back the level of {n} record", "Take back the levels of {n} records"), N_("Take back")
_LEVEL, _RECORDS = N_("New level"), N_("What becomes of each record")
_BECOMES, _STAYS = N_("{old} becomes {new}"), N_("Stays at {level}")
_LOWERED = N_("loses protection")
_LOSING = NN_("{n} record loses protection.", "{n} records lose protection.")
_GAINING = NN_("{n} gains protection.", "{n} gain protection.")
_STAYING = NN_("{n} stays as it is.", "{n} stay as they are.")
_REFUSED = NN_("{n} cannot be changed.", "{n} cannot be changed.")
_MORE = NN_("and {n} more", "and {n} more")
_WHY, _WHY_HINT = N_("Why may it be lowered?"), N_("Kept in the vault with each change; the ledger notes it.")
_SECOND = N_("Name of the second person who agrees")
_TYPE, _TYPE_HINT = (
    N_("How many records lose protection?"),
    N_("Type the number that stands above. So nothing is lowered by a slip of the hand."),
)
_EMPTY = N_("Without a reason it stays as it is.")
_NOTHING = N_("Nothing would change.")
_DELETE, _RECYCLE = NN_("Move {n} record to the recycle bin?", "Move {n} records to the recycle bin?"), N_("Move")
_DELETE_EXPLAINS = N_("They leave every list and search, and can be restored from the bin until it is emptied.")
_LOOKING, _CHANGING = N_("Looking at each record…"), N_("Changing records…")
_LEFT = NN_("{n} record stayed as it was", "{n} records stayed as they were")
_CLOSE = N_("Close")
_SHOWN = 300


class ManySheet(Sheet):
    """A sheet that stays while it is done: `follow` shows how far it is, `show_refused` what stayed as it was."""

    def __init__(self, title: str, action: str, parent: QWidget, *, explains: str = "") -> None:
        super().__init__(title, action, parent, explains=explains, width=600)
        self._job: Job | None = None
        self._over = False
        self.model = ItemModel(self)
        self.records = ItemList(tr(_RECORDS), self.model)
        self.records.setObjectName("boxed")
        self.records.setMinimumHeight(190)
        self.working = JobRow()

    def follow(self, job: Job, words: str = "") -> None:
        """The work that was asked for; meanwhile Cancel stops it, after the record that is being changed."""
        self._job = job
        self.problem.hide()
        self.main.setEnabled(False)
        job.ended.connect(self._on_ended)
        job.cancelled.connect(partial(self.done, 0))
        self.working.follow(job, words or tr(_CHANGING))

    def show_failed(self, sentence: str) -> None:
        """Nothing was done."""
        self.show_problem(sentence)

    def show_refused(self, refused: Sequence[Refusal]) -> None:
        """What stayed as it was, each with its reason; nothing else can be done here any more."""
        self._over = True
        self.setWindowTitle(trn(*_LEFT, len(refused)))
        self.model.show_items([_refusal(one.code, messages.words(one.error)) for one in refused[:_SHOWN]])
        self.records.show()
        self.main.setText(tr(_CLOSE))
        self.main.setEnabled(True)
        self.out.hide()

    def submit(self) -> None:
        if self._over:
            self.accept()
        else:
            self.begin()

    def begin(self) -> None:
        """What the main button asks for."""

    def reject(self) -> None:
        if self._job is not None:
            self._job.watch.cancel()
            return
        super().reject()

    def _on_ended(self) -> None:
        self._job = None


class LevelsDialog(ManySheet):
    """`plan_wanted` carries the level that is chosen; the opener answers with `show_plan`. Without a `present` one
    there is nothing to choose: each record takes back its own.

    `wanted` carries reason, second person and the number that was typed.
    """

    plan_wanted = Signal(object)
    wanted = Signal(str, str, str)

    def __init__(self, count: int, parent: QWidget, *, present: Level | None) -> None:
        back = present is None
        super().__init__(trn(*(_BACK if back else _LEVELS), count), tr(_TAKE_BACK if back else _SET), parent)
        self.plan: Plan | None = None
        self.level = LevelCombo(present or Level.INTERNAL)
        self._meaning = label("", "small", wrap=True)
        self.told = Strip("info", "")
        self.reason, self.second, self.typed = QLineEdit(), QLineEdit(), QLineEdit()
        self.reason.setMaxLength(500)
        self.second.setMaxLength(200)
        self.typed.setMaxLength(9)
        self._why = field(tr(_WHY), self.reason, tr(_WHY_HINT))
        self._who = field(tr(_SECOND), self.second)
        self._number = field(tr(_TYPE), self.typed, tr(_TYPE_HINT))
        choice = field(tr(_LEVEL), self.level)
        for part in (choice, self._meaning, self.records, self.told, self._why, self._who, self._number, self.working):
            self.inside.addWidget(part)
        for part in (self._why, self._who, self._number, self.told):
            part.hide()
        choice.setVisible(not back)
        self._meaning.setVisible(not back)
        self.main.setEnabled(False)
        self.level.currentIndexChanged.connect(lambda _: self.ask_plan())
        (self.records if back else self.level).setFocus()

    def ask_plan(self) -> None:
        """What the level that is chosen would do."""
        self._meaning.setText(tr(MEANINGS[self.level.level()]))
        self.main.setEnabled(False)
        self.plan_wanted.emit(self.level.level())

    def show_plan(self, plan: Plan) -> None:
        """What would become of each record, those that lose something first."""
        self.plan = plan
        self.problem.hide()
        ordered = sorted(plan.records, key=lambda one: (not (one.changes and one.lowered), one.refused is None))
        items = [_becoming(one) for one in ordered[:_SHOWN]]
        if len(ordered) > _SHOWN:
            items.append(Item("", trn(*_MORE, len(ordered) - _SHOWN), quiet=True))
        self.model.show_items(items)
        self.told.show_message("warn" if plan.lowered else "info", _told(plan))
        self.told.show()
        for part, asked in ((self._why, True), (self._who, plan.needs_two), (self._number, True)):
            part.setVisible(asked and bool(plan.lowered))
        self.main.setEnabled(bool(plan.changing))
        self.adjustSize()

    def begin(self) -> None:
        if self.plan is None or not self.plan.changing:
            return
        if self.plan.lowered and not self.reason.text().strip():
            self.show_problem(tr(_EMPTY))
            self.reason.setFocus()
            return
        self.wanted.emit(self.reason.text().strip(), self.second.text().strip(), self.typed.text().strip())

    def follow(self, job: Job, words: str = "") -> None:
        super().follow(job, words)
        for part in (self.level, self.reason, self.second, self.typed):
            part.setEnabled(False)

    def show_failed(self, sentence: str) -> None:
        for part in (self.level, self.reason, self.second, self.typed):
            part.setEnabled(True)
        super().show_failed(sentence)
        if not self._number.isHidden():
            self.typed.setFocus()


class RecycleDialog(ManySheet):
    """`wanted` asks to move them."""

    wanted = Signal()

    def __init__(self, titles: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(trn(*_DELETE, len(titles)), tr(_RECYCLE), parent, explains=tr(_DELETE_EXPLAINS))
        self.model.show_items(named(titles))
        self.inside.addWidget(self.records)
        self.inside.addWidget(self.working)

    def begin(self) -> None:
        self.wanted.emit()


def looking() -> str:
    return tr(_LOOKING)


def named(titles: Mapping[str, str]) -> list[Item]:
    """A line for each of these records, the first of them where there are many."""
    items = [_named(code, title) for code, title in list(titles.items())[:_SHOWN]]
    if len(titles) > _SHOWN:
        items.append(Item("", trn(*_MORE, len(titles) - _SHOWN), quiet=True))
    return items


def _named(code: str, title: str) -> Item:
    return Item(code, isolated(code, title) if title and title != code else code, icon="file-text")


def _becoming(one: Becoming) -> Item:
    title = isolated(one.code, one.view.title) if one.view.title != one.code else one.code
    old = one.view.row.level
    if one.refused is not None:
        return _refusal(one.code, messages.words(one.refused))
    if not one.changes:
        return Item(one.code, title, tr(_STAYS, level=level_name(old)), level=old, quiet=True)
    words = tr(_BECOMES, old=level_name(old), new=level_name(one.new))
    return Item(one.code, title, words, level=one.new, tag=tr(_LOWERED) if one.lowered else "")


def _refusal(code: str, why: str) -> Item:
    return Item(code, code, why, icon="circle-alert", tone="danger")


def _told(plan: Plan) -> str:
    """How many lose, gain, stay, cannot; without what is nought."""
    lowered, changing, refused = plan.lowered, len(plan.changing), len(plan.refused)
    staying = len(plan.records) - changing - refused
    counted = ((_LOSING, lowered), (_GAINING, changing - lowered), (_STAYING, staying), (_REFUSED, refused))
    said = [trn(*words, number) for words, number in counted if number]
    return " ".join(said) if changing else " ".join((tr(_NOTHING), *said))

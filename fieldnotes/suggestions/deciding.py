"""Rules and model joined: which spans of a sentence are offered, of which kind, with what confidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from fieldnotes.i18n import N_
from fieldnotes.suggestions.features import CURRENCY, LABEL_OF, features, rule_labels
from fieldnotes.suggestions.kinds import Kind
from fieldnotes.suggestions.marks import Mark
from fieldnotes.suggestions.model import OUTSIDE, Labelled, Model
from fieldnotes.suggestions.runs import is_shouted
from fieldnotes.suggestions.tokens import Sentence

MODEL = N_("the model of names and dates")

LEXICAL = frozenset({"es"})
"""Languages whose words the model has learnt from annotated texts; of others it knows the word lists only."""

NOUNS = frozenset({"de"})
"""Languages that write every noun with a capital."""

_KIND_OF = {
    "PER": Kind.PERSON,
    "LEGAL_PROFESSIONAL": Kind.LEGAL_PROFESSIONAL,
    "ORG": Kind.ORG,
    "LOC": Kind.PLACE,
    "NATIONALITY": Kind.NATIONALITY,
    "ETHNIC_CATEGORY": Kind.ETHNIC,
    "DATE": Kind.DATE,
    "TIME": Kind.TIME,
    "QUANTITY": Kind.QUANTITY,
    CURRENCY: Kind.MONEY,
    "CODE": Kind.CODE,
}
_NAMES = frozenset({"PER", "LEGAL_PROFESSIONAL", "ORG", "LOC"})
_CERTAIN_RULE = 0.8
_LEADING = 0.3
_TRUSTED, _DOUBTED = (0.3, 0.9), (0.86, 0.3)
"""What is left of an unsure rule's confidence whatever the model says, and what depends on the model."""
Span = tuple[int, int, str]
_BOUNDARY = 0.8
"""From this probability on the model's boundaries are taken, below the span is widened to what the rules found."""
_MOST = 0.99
_BRACKETS = frozenset("()[]")
"""They stand around a currency and belong to no entity."""


class Decision(NamedTuple):
    """A mark with the model's labels of its tokens."""

    mark: Mark
    labels: tuple[str, ...]


class Context(NamedTuple):
    """What is known of the whole text."""

    language: str
    common: Set[str]
    named: Set[str]


def decide(sentence: Sentence, marks: Iterable[Mark], model: Model, context: Context) -> Iterator[Decision]:
    """The spans of a sentence; they may overlap only when a rule and the model disagree."""
    marks = list(marks)
    if not marks and context.language not in LEXICAL and _is_plain(sentence):
        return
    rows = features(
        sentence,
        rule_labels(len(sentence), marks),
        context.common,
        context.named,
        lexical=context.language in LEXICAL,
    )
    seen = model.label(rows)
    spans = list(_spans(seen.labels))
    if context.language in LEXICAL:
        for span in spans:
            yield _of_model(seen, span, marks)
        for mark in marks:
            if not any(first < mark.last and mark.first < last for first, last, _ in spans):
                yield _of_rule(sentence, mark, seen, _TRUSTED)
        return
    for mark in marks:
        yield _of_rule(sentence, mark, seen, _DOUBTED)
    for span in () if is_shouted(sentence) else spans:
        rest = _beside_rules(sentence, span, marks)
        if rest and not (context.language in NOUNS and _is_one_word(rest)):
            yield _of_model(seen, rest, ())


def _is_plain(sentence: Sentence) -> bool:
    """Small letters throughout, but for the first word: nothing that a model of forms and classes could see."""
    return all(word[0].islower() or not word[0].isalnum() for word in sentence.words[1:])


def _spans(labels: Sequence[str]) -> Iterator[Span]:
    first = 0
    for place in range(1, len(labels) + 1):
        label = labels[place] if place < len(labels) else OUTSIDE
        current = labels[first]
        if current != OUTSIDE and (label[:2] != "I-" or label[2:] != current[2:]):
            yield first, place, current[2:]
        if current == OUTSIDE or label[:2] != "I-" or label[2:] != current[2:]:
            first = place


def _is_one_word(span: Span) -> bool:
    """One word with a capital, which says nothing where all nouns have one."""
    first, last, label = span
    return label in _NAMES and last - first == 1


def _beside_rules(sentence: Sentence, span: Span, marks: Sequence[Mark]) -> Span | None:
    """What the model sees and no rule does; a name begins and ends with a capital where capitals are written."""
    first, last, label = span
    if any(mark.first < last and first < mark.last and mark.confidence >= _LEADING for mark in marks):
        return None
    if label in _NAMES:
        while first < last and sentence.words[first][0].islower():
            first += 1
        while first < last and not sentence.words[last - 1][0].isalnum():
            last -= 1
        while first < last and sentence.words[last - 1][0].islower():
            last -= 1
    return (first, last, label) if first < last else None


def _of_model(seen: Labelled, span: Span, marks: Sequence[Mark]) -> Decision:
    """A span of the model; a rule that agrees makes it surer, one that knows better gives it its kind."""
    first, last, label = span
    sure = min(seen.sure[first:last])
    kind, why, confidence = _KIND_OF[label], MODEL, sure * 0.95
    touching = [mark for mark in marks if mark.first < last and first < mark.last]
    for mark in sorted(touching, key=lambda mark: -mark.confidence)[:1]:
        kind, why = (mark.kind, mark.why) if mark.confidence >= sure or _alike(mark.kind, label) else (kind, why)
        confidence = min(_MOST, 1 - (1 - confidence) * (1 - mark.confidence))
    if sure < _BOUNDARY:
        first = min([first, *(mark.first for mark in touching if mark.confidence >= 0.5)])
        last = max([last, *(mark.last for mark in touching if mark.confidence >= 0.5)])
    labels = tuple((seen.labels[at] if seen.labels[at] != OUTSIDE else f"I-{label}") for at in range(first, last))
    return Decision(Mark(first, last, kind, confidence, why), labels)


def _alike(kind: Kind, label: str) -> bool:
    return LABEL_OF.get(kind) == label


def _of_rule(sentence: Sentence, mark: Mark, seen: Labelled, weights: tuple[float, float]) -> Decision:
    """The span of a rule; unsure rules are believed the less, the surer the model is that there is nothing."""
    confidence = mark.confidence
    if confidence < _CERTAIN_RULE:
        inside = sum(seen.inside[mark.first : mark.last]) / (mark.last - mark.first)
        confidence = min(_CERTAIN_RULE, confidence * (weights[0] + weights[1] * inside))
    return Decision(mark._replace(confidence=confidence), labels_of(sentence, mark))


def labels_of(sentence: Sentence, mark: Mark) -> tuple[str, ...]:
    """BIO labels of a rule's span in the label set of the corpus; a currency is labelled apart from its sum."""
    label = LABEL_OF.get(mark.kind, "")
    found: list[str] = []
    for at in range(mark.first, mark.last):
        one = label
        if mark.kind is Kind.MONEY and sentence.words[at][0].isalpha() and not sentence.folded[at].isdecimal():
            one = CURRENCY
        if sentence.words[at] in _BRACKETS:
            found.append(OUTSIDE)
            continue
        begins = not found or found[-1][2:] != one
        found.append(f"{'B' if begins else 'I'}-{one}" if one else OUTSIDE)
    return tuple(found)

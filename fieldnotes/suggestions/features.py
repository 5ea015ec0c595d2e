"""What the model sees of a token: its form, its word classes, what the rules say, and the same of its neighbours.

Features do not name a language. Those of the word itself (its letters, its endings) can be left out: the model is
trained with and without them, so that it also reads languages for which it has only the word lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from fieldnotes.suggestions.kinds import Kind
from fieldnotes.suggestions.marks import Mark
from fieldnotes.suggestions.tokens import Sentence
from fieldnotes.suggestions.words import Word

LABEL_OF: dict[Kind, str] = {
    Kind.PERSON: "PER",
    Kind.LEGAL_PROFESSIONAL: "LEGAL_PROFESSIONAL",
    Kind.ORG: "ORG",
    Kind.PLACE: "LOC",
    Kind.ADDRESS: "LOC",
    Kind.NATIONALITY: "NATIONALITY",
    Kind.ETHNIC: "ETHNIC_CATEGORY",
    Kind.DATE: "DATE",
    Kind.TIME: "TIME",
    Kind.AGE: "QUANTITY",
    Kind.QUANTITY: "QUANTITY",
    Kind.MONEY: "QUANTITY",
    Kind.CODE: "CODE",
    Kind.ID: "CODE",
    Kind.BANK: "CODE",
    Kind.PLATE: "CODE",
    Kind.PHONE: "CODE",
}
"""The label set of the annotated judgments (TAB's, refined)."""

CURRENCY = "CURRENCY"
_CLASS_NAMES = tuple((int(one), one.name or "") for one in Word)
_SHORT = {
    "NUMBER": "nu", "MONTH": "mo", "MONTHSHORT": "ms", "WEEKDAY": "wd", "UNIT": "un", "CURRENCY": "cu",
    "HONORIFIC": "ho", "LEGAL": "le", "LAWYER": "la", "CITIZEN": "ci", "NATION": "na", "ETHNIC": "et",
    "COUNTRY": "co", "CITY": "cy", "STATEFORM": "sf", "LOCALITY": "lo", "WHERE": "wh", "OF": "of", "ARTICLE": "ar",
    "LIVES": "li", "COURT": "ct", "ORG": "og", "ORGTAIL": "ot", "APPLICATION": "ap", "LAW": "lw", "KIN": "ki",
    "GIVEN": "gi", "JOB": "jo", "STREET": "st", "SMALL": "sm",
}  # fmt: skip
_OUT = "|"
"""What stands beyond the ends of a sentence."""


class Column(NamedTuple):
    """The features of one token by where it stands: at the place in question, or one or two before or after it."""

    form: str
    rule: str
    classes: tuple[str, ...]
    here: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    two_before: tuple[str, ...]
    two_after: tuple[str, ...]


def shape_of(word: str) -> str:
    """Coarse form: digits by how many, capitals, small letters, or the sign itself."""
    first = word[0]
    if first.isdigit():
        if word.isdecimal():
            return f"9{min(len(word), 5)}" + ("y" if len(word) == 4 and word[0] in "12" else "")
        return "9a"
    if not first.isalpha():
        return word
    if first.isupper():
        if len(word) == 1:
            return "X"
        if word.isupper():
            return "XX"
        return "Xx" if word[1:].islower() else "XxX"
    return "x" if first.islower() else "q"


def _class_names(flags: int) -> tuple[str, ...]:
    return tuple(_SHORT[name] for value, name in _CLASS_NAMES if flags & value)


def rule_labels(size: int, marks: Iterable[Mark]) -> list[str]:
    """For each token what the surest rule says, "O" where none speaks."""
    labels = ["O"] * size
    best = [0.0] * size
    for mark in sorted(marks, key=lambda mark: (-mark.confidence, mark.first - mark.last, mark.first)):
        if any(best[mark.first : mark.last]):
            continue
        label = mark.kind.value[:4] + ("+" if mark.confidence >= 0.8 else "-")
        for at in range(mark.first, mark.last):
            labels[at] = ("B" if at == mark.first else "I") + label
            best[at] = mark.confidence
    return labels


def features(
    sentence: Sentence, rules: Sequence[str], common: Set[str], named: Set[str], *, lexical: bool
) -> list[list[str]]:
    """The features of every token of a sentence.

    Args:
        rules: of `rule_labels`.
        common: folded words that the text writes in small letters too.
        named: folded words that the text writes with a capital inside of sentences.
        lexical: with the letters of the words.
    """
    columns = [
        _column(shape_of(word), rule, flags)
        for word, rule, flags in zip(sentence.words, rules, sentence.classes, strict=True)
    ]
    letters = [word for word in sentence.words if len(word) > 1 and word[0].isalpha()]
    shouted = ("shout",) if len(letters) > 1 and all(word.isupper() for word in letters) else ()
    padded = [_EDGE, _EDGE, *columns, _EDGE, _EDGE]
    spelt = _spelt_all(sentence) if lexical else []
    rows: list[list[str]] = []
    for at, enclosed in enumerate(_enclosed(sentence.folded)):
        two_before, before, here, after, two_after = padded[at : at + 5]
        row = _of_place(before, here, after, two_before, two_after)
        if here.form[0] == "X":
            folded = sentence.folded[at]
            row += [f"Xc-={one}{here.form}" for one in before.classes]
            row += [f"Xd={one}{before.form}" for one in two_before.classes]
            row.append("common" if folded in common else "rare")
            row += ("named",) if folded in named else ()
            row += shouted
            row += () if at else ("first",)
        row += enclosed
        if lexical:
            row += _of_letters(*spelt[at : at + 5])
            row += _endings(sentence.folded[at])
        rows.append(row)
    return rows


@lru_cache(maxsize=20_000)
def _column(form: str, rule: str, flags: int) -> Column:
    classes = _class_names(flags)
    return Column(
        form,
        rule,
        classes,
        here=("b", f"s={form}", f"r={rule}", f"rs={rule}{form}", *(f"c={one}" for one in classes)),
        before=(f"s-={form}", f"r-={rule}", *(f"c-={one}" for one in classes)),
        after=(f"s+={form}", f"r+={rule}", *(f"c+={one}" for one in classes)),
        two_before=tuple(f"d={one}" for one in classes),
        two_after=tuple(f"e={one}" for one in classes),
    )


_EDGE = _column(_OUT, "", 0)


def _of_place(before: Column, here: Column, after: Column, two_before: Column, two_after: Column) -> list[str]:
    """Forms, rules and classes of a token and its neighbours, and some of them together."""
    return [
        *here.here,
        *before.before,
        *after.after,
        f"ss={before.form}{here.form}",
        f"s+s={here.form}{after.form}",
        f"rr={before.rule}{here.rule}{after.rule}",
        *two_before.two_before,
        *two_after.two_after,
    ]


def _spelt_all(sentence: Sentence) -> list[str]:
    """The words with two edges on each side."""
    found = (_spelt(*one) for one in zip(sentence.words, sentence.folded, sentence.classes, strict=True))
    return [_OUT, _OUT, *found, _OUT, _OUT]


def _spelt(word: str, folded: str, flags: int) -> str:
    """The word as a feature may show it: never a name or a number, for the model must not remember whom it has read."""
    if word[0].isdigit():
        return "9"
    return folded if flags or not word[0].isupper() else "^"


def _of_letters(two_before: str, before: str, here: str, after: str, two_after: str) -> list[str]:
    """The words themselves."""
    return [f"w={here}", f"w-={before}", f"w+={after}", f"w--={two_before}", f"w++={two_after}", f"ww={before}_{here}"]


def _endings(folded: str) -> tuple[str, ...]:
    if len(folded) <= 3 or not folded.isalpha():
        return ()
    return f"z={folded[-2:]}", f"y={folded[-3:]}", f"a={folded[:3]}"


def _enclosed(folded: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """For each token whether it stands in brackets and in quotes."""
    depth, quoted = 0, False
    for word in folded:
        yield (("br",) if depth else ()) + (("qu",) if quoted else ())
        if word in "([":
            depth += 1
        elif word in ")]":
            depth = max(0, depth - 1)
        elif word in '"«»“”':
            quoted = word in "«“" or (word == '"' and not quoted)

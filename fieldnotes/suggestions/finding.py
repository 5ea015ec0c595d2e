"""Look for identifiers nobody has registered: forms, rules and the model, joined into one answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from fieldnotes.redaction.wordset import word_set
from fieldnotes.suggestions.addresses import find_addresses
from fieldnotes.suggestions.amounts import find_amounts
from fieldnotes.suggestions.contacts import find_contacts
from fieldnotes.suggestions.dates import find_dates
from fieldnotes.suggestions.deciding import NOUNS, Context, Decision, decide
from fieldnotes.suggestions.institutions import find_surroundings
from fieldnotes.suggestions.kinds import Candidate, without_overlaps
from fieldnotes.suggestions.languages import known_language
from fieldnotes.suggestions.marks import Mark
from fieldnotes.suggestions.model import Model, shipped
from fieldnotes.suggestions.people import Names
from fieldnotes.suggestions.spreading import spread
from fieldnotes.suggestions.tokens import Sentence, sentences
from fieldnotes.suggestions.words import vocabulary

Known = Callable[[str], bool]
"""Is this surface registered already, or has somebody rejected it? Such a candidate is not offered."""

BLOCK = 20_000
OVERLAP = 200


_SURROGATE = re.compile("[\\ud800-\\udfff]")


def find(text: str, *, language: str = "", known: Known | None = None) -> list[Candidate]:
    """Spans of `text` that may identify somebody, sorted and without overlap.

    Args:
        text: any Unicode text; spans are code points of it.
        language: ISO 639-1 code of the text, empty when unknown.
        known: told the surface of a candidate; True leaves it out.

    Raises:
        ResourceMissing: the word lists or the model are not installed.
    """
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)  # the model takes none, and offsets stay
    language = known_language(language, text)
    parts = list(sentences(text, vocabulary(language)))
    found = list(_contacts(text))
    for sentence, decisions in zip(parts, decided(parts, language, shipped()), strict=True):
        marks = [one.mark for one in decisions]
        found += [_candidate(sentence, mark) for mark in (*marks, *find_surroundings(sentence, marks))]
    kept = spread(text, without_overlaps(found), language)
    if known is None:
        return kept
    return [one for one in kept if not known(text[one.start : one.end])]


def decided(parts: Sequence[Sentence], language: str, model: Model) -> Iterator[list[Decision]]:
    """For each sentence of one text what rules and model say together."""
    context = context_of(parts, language)
    names = names_of(context)
    for sentence in parts:
        yield list(decide(sentence, rule_marks(sentence, names), model, context))


def names_of(context: Context) -> Names:
    """The judge of the names of one text."""
    return Names(context.common, context.named, nouns=context.language in NOUNS)


def context_of(parts: Sequence[Sentence], language: str) -> Context:
    """Which words a text writes in small letters, and which with a capital inside of its sentences."""
    common: set[str] = set()
    named: set[str] = set()
    for sentence in parts:
        before, end = ".", -1
        for place, word in enumerate(sentence.words):
            if word[0].islower():
                # The words of an address ("meydan.tv") are no everyday words.
                if sentence.starts[place] != end or before not in _GLUE:
                    common.add(sentence.folded[place])
            elif word[0].isupper() and not sentence.opens(place):
                noun = language in NOUNS and before.lower() in _DETERMINERS
                (common if noun else named).add(sentence.folded[place])
            before, end = word, sentence.ends[place]
    return Context(language, common, named)


_GLUE = frozenset("./@_-")
_DETERMINERS = word_set(
    "der die das des dem den ein eine einen einem einer eines kein keine keinen keinem keiner im zum zur am vom beim "
    "ins sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres mein meine meinen meinem meiner unser "
    "unsere unseren dieser diese dieses diesem diesen jeder jede jedes jedem jeden alle aller allen viele mehrere "
    "einige zwei drei vier"
)
"""What stands before a noun, and hardly before a name."""


def rule_marks(sentence: Sentence, names: Names) -> Iterator[Mark]:
    """What the rules say of one sentence; marks may overlap."""
    yield from find_dates(sentence)
    yield from find_amounts(sentence)
    yield from find_addresses(sentence)
    yield from names.find(sentence)


def _candidate(sentence: Sentence, mark: Mark) -> Candidate:
    start, end = sentence.starts[mark.first], sentence.ends[mark.last - 1]
    return Candidate(start, end, mark.kind, mark.confidence, mark.why)


def _contacts(text: str) -> Iterator[Candidate]:
    """Block by block, so that no pattern meets an endless line."""
    for start in range(0, max(1, len(text)), BLOCK):
        base = max(0, start - OVERLAP)
        for one in find_contacts(text[base : start + BLOCK + OVERLAP]):
            if start <= base + one.start < start + BLOCK:
                yield Candidate(base + one.start, base + one.end, one.kind, one.confidence, one.why)

"""Find what is said about health and self-harm; what others did to a person is testimony and stays."""

from __future__ import annotations

from collections.abc import Iterator

from fieldnotes.redaction.generalise import HEALTH, Detail, Facet
from fieldnotes.redaction.lexicon import Mark, related, word_set
from fieldnotes.redaction.stretch import Stretch

_REACH = 6
_FORCED_REACH = 5
_OTHERS = word_set(
    "they police policemen officers officer guards guard interrogators soldiers men они полицейские onlar polisler"
)
_FILLERS = word_set(
    "a an the some of his her my their own with without to in several many all two three bottle bottles glass glasses "
    "handful handfuls cup cups spoon spoonful spoons litre liter packet packets whole half "
    "bir butun sise bardaq bardak stekan paket qasiq kasik ovuc avuc "
    "бутылку стакан пачку горсть ложку упаковку много целую какие то флакон литр"
)


def find_wellbeing(stretch: Stretch) -> Iterator[Detail]:
    for mark in stretch.of_kind("health", "selfharm"):
        if mark.kind == "selfharm" and stretch.word(mark.first - 1) in _OTHERS:
            continue
        yield Detail(stretch.start(mark.first), stretch.end(mark.last), Facet.HEALTH, HEALTH)
    for mark in stretch.of_kind("ingest"):
        poison = _poison_near(stretch, mark)
        if poison is None or _is_forced(stretch, min(mark.first, poison.first), max(mark.last, poison.last)):
            continue
        first, last = min(mark.first, poison.first), max(mark.last, poison.last)
        yield Detail(stretch.start(first), stretch.end(last), Facet.HEALTH, HEALTH)


def _poison_near(stretch: Stretch, verb: Mark) -> Mark | None:
    """What was swallowed: after the verb in English and Russian, on either side elsewhere, in the same sentence."""
    ahead = _next_poison(stretch, range(verb.last + 1, verb.last + 1 + _REACH), verb)
    if ahead is not None or verb.language == "en":
        return ahead
    return _next_poison(stretch, range(verb.first - 1, verb.first - 1 - _REACH, -1), verb)


def _next_poison(stretch: Stretch, tokens: range, verb: Mark) -> Mark | None:
    marks = stretch.mark_at if tokens.step > 0 else stretch.mark_ending
    previous = verb.last if tokens.step > 0 else verb.first
    for token in tokens:
        if not 0 <= token < len(stretch.tokens.words):
            return None
        if stretch.ends_sentence(min(previous, token)):
            return None
        mark = marks.get(token)
        if mark and mark.kind == "poison" and related(mark.language, verb.language):
            return mark
        if verb.language == "en" and mark is None and stretch.word(token) not in _FILLERS and token - verb.last > 3:
            return None
        previous = token
    return None


def _is_forced(stretch: Stretch, first: int, last: int) -> bool:
    """Somebody made the person swallow it: that is an act of the perpetrators, not of the person."""
    for tokens in (range(first - 1, first - 1 - _FORCED_REACH, -1), range(first, last + _FORCED_REACH)):
        for token in tokens:
            if not 0 <= token < len(stretch.tokens.words):
                break
            mark = stretch.mark_at.get(token)
            if mark is not None and mark.kind == "forced":
                return True
            if stretch.ends_sentence(token - 1 if tokens.step < 0 else token):
                break
    return False

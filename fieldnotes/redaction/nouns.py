"""Signs beside a word that is also a name which make a thing of it: articles, dates, seasons, case endings."""

from __future__ import annotations

from fieldnotes.redaction.context import Context
from fieldnotes.redaction.homographs import Common, common
from fieldnotes.redaction.scripts import Script
from fieldnotes.redaction.suffixes import Family, cuts
from fieldnotes.redaction.wordset import word_set

_NEUTER = word_set(
    "dem zum beim vom im am ins das des ein eine einen einem eines kein keine keinen jeder jede jedes jeden viel wenig"
)
_DETERMINERS = word_set(
    "the a an this that every each some any no my your his her our their der die das dem den ein eine einen einem "
    "einer kein keine mein sein ihr jeder le la les un une des du ce cette mon ma son sa el los las una unos su este "
    "esta bir bu şu hər her bütün heç hiç какой каждый этот тот мой твой наш свой всякий"
)
_NOUN_ENDINGS = ("ов", "ев", "ей", "ам", "ами", "ах", "ям", "ях", "а", "у", "ом", "ы", "и", "ой", "е", "ин", "ина")
_SHORTEST_STEM = 2
_LONGEST = 12
_BEFORE_MONTH = word_set("in im en on am last next since until by of")


def in_season(context: Context, place: int) -> bool:
    """German im Sommer, das Licht: such an article is not used with persons."""
    return context.language == "de" and place > 0 and context.lower(place - 1) in _NEUTER


def after_article(context: Context, place: int) -> bool:
    """An article or another determiner stands before the word."""
    return place > 0 and context.lower(place - 1) in _DETERMINERS


def in_date(context: Context, place: int) -> bool:
    """A month beside a figure or after a preposition of time."""
    token = context.tokens[place]
    near = context.view.text[max(0, token.start - 6) : token.end + 6]
    before = context.lower(place - 1) if place else ""
    return before in _BEFORE_MONTH or any(sign.isdigit() for sign in near)


def inflected_word(context: Context, place: int) -> bool:
    """gəncə in lower case: an everyday word (gənc) with a case ending rather than the town."""
    lower, script, language = context.lower(place), context.script(place), context.language
    if len(lower) > _LONGEST:
        return False
    if language == "ru" and script is Script.CYRILLIC:
        stems = [lower[: -len(ending)] for ending in _NOUN_ENDINGS if lower.endswith(ending)]
        return any(common(language, script, (stem,), stem) is Common.WORD for stem in stems if len(stem) > 2)
    if script is not Script.LATIN or language not in ("az", "tr"):
        return False
    ends = (cut.end for cut in cuts(lower, script) if cut.family is Family.TURKIC and cut.end >= _SHORTEST_STEM)
    return any(common(language, script, (lower[:end],)) is Common.WORD for end in ends)

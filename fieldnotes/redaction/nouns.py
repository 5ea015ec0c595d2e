"""Signs beside a word that is also a name which make a thing of it: articles, dates, seasons, case endings."""

from __future__ import annotations

from fieldnotes.redaction.context import Context
from fieldnotes.redaction.homographs import Common, common, is_adjective_after, is_no_name, is_noun_before
from fieldnotes.redaction.readings import Profile, Strength
from fieldnotes.redaction.scripts import Script
from fieldnotes.redaction.suffixes import Family, cuts
from fieldnotes.redaction.wordset import word_set

_NEUTER = word_set(
    "dem zum beim vom im am ins das des ein eine einen einem eines kein keine keinen jeder jede jedes jeden viel wenig"
)
_DETERMINERS = word_set(
    "the a an this that every each some any no my your his her our their der die das dem den ein eine einen einem "
    "einer kein keine mein sein ihr jeder le la les un une des du ce cette mon ma son sa el los las una unos su este "
    "del al esta bir bu şu hər her bütün heç hiç какой каждый этот тот мой твой наш свой всякий"
)
_NOUN_ENDINGS = ("ов", "ев", "ей", "ам", "ами", "ах", "ям", "ях", "а", "у", "ом", "ы", "и", "ой", "е", "ин", "ина")
_AGREEING = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
_VERBAL = ("л", "ла", "ло", "ли", "лся", "лась", "лись", "ет", "ит", "ют", "ат", "ят", "не", "же", "бы", "и")
_OF_SURNAMES = ("ский", "ская", "цкий", "цкая", "ской", "цкой", "ские", "цкие")
_INDEFINITE = word_set("a an ein eine einen einem einer un une una unos")
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


def a_thing(context: Context, place: int) -> bool:
    """A Ford, une Rose: an indefinite article makes a thing of an everyday word or a make of one."""
    return place > 0 and context.lower(place - 1) in _INDEFINITE


def attribute(context: Context, place: int) -> bool:
    """Лесная дорога: at the beginning of a sentence an adjective and its noun, not a surname and its verb."""
    after = place + 1
    if not attributed(context, place):
        return False
    noun = context.lower(after)
    return common("ru", Script.CYRILLIC, (noun,), noun) is Common.WORD


def attributed(context: Context, place: int) -> bool:
    """Каменная стена: an adjective at the beginning of a sentence before a word in lower case that is no verb."""
    after = place + 1
    if context.language != "ru" or not context.sentence_start(place):
        return False
    if not context.lower(place).endswith(_AGREEING) or context.lower(place).endswith(_OF_SURNAMES):
        return False
    if after >= len(context.tokens) or context.between(place, after) != " " or context.capital(after):
        return False
    noun = context.lower(after)
    return len(noun) > 3 and not noun.endswith(_VERBAL) and not is_no_name(noun)


def made_of_noun(context: Context, place: int) -> bool:
    """نفد صبري: an everyday word with -i, my patience, inside a sentence."""
    lower, language = context.lower(place), context.language
    if language != "ar" or lower[-1] != "ي" or len(lower) < 4 or not place:
        return False
    if context.between(place - 1, place) != " " or context.titled(place):
        return False
    return common(language, Script.ARABIC, (lower[:-1],)) is Common.WORD


def in_company_of_things(context: Context, place: int) -> bool:
    """يوم سعيد, أمل كبير: in a script without capitals, after a noun or pronoun or before an adjective that say so."""
    spaced = place and context.between(place - 1, place) == " "
    if spaced and is_noun_before(context.lower(place - 1)):
        return True
    after = place + 1
    joined = after < len(context.tokens) and context.between(place, after) == " "
    return joined and is_adjective_after(context.lower(after))


def meant_as_words(context: Context, place: int, profile: Profile) -> bool:
    """Toprak kuruydu, çınar devrildi: the other word of the name stands apart in the sentence as a plain word."""
    first, last = context.sentence(place)
    others = {part for name in profile.names if name.weight > 1 for part in name.parts if part is not None}
    for other in range(first, last):
        if abs(other - place) <= 1 or context.capital(other):
            continue
        lower = context.lower(other)
        for match in context.readings[other].matches:
            mine = match.part in others and match.strength is Strength.STRONG
            stem = lower[match.start : match.end]
            if mine and common(context.language, context.script(other), (lower, stem), stem) is Common.WORD:
                held = {one.part for one in context.readings[place].matches}
                if match.part not in held:
                    return True
    return False

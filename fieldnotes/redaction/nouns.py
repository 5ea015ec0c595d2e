"""Signs beside a word that is also a name which make a thing of it: articles, dates, seasons, case endings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from fieldnotes.redaction.context import Context
from fieldnotes.redaction.homographs import Common, common, is_adjective_after, is_no_name, is_noun_before
from fieldnotes.redaction.readings import Match, Profile, Strength
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
_PLURALS = frozenset({"les", "des"})
_NOUN_ENDINGS = ("ов", "ев", "ей", "ам", "ами", "ах", "ям", "ях", "а", "у", "ом", "ы", "и", "ой", "е", "ин", "ина")
_AGREEING = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
_VERBAL = ("л", "ла", "ло", "ли", "лся", "лась", "лись", "ет", "ит", "ют", "ат", "ят", "не", "же", "бы", "и")
_OF_SURNAMES = ("ский", "ская", "цкий", "цкая", "ской", "цкой", "ские", "цкие")
_INDEFINITE = word_set("a an ein eine einen einem einer un une una unos")
_SHORTEST_STEM = 2
_LONGEST = 12
_FLEETING = frozenset("клнрц")
_RUSSIAN_VOWELS = frozenset("аеёиоуыэюяьй")
_BEFORE_MONTH = word_set("in im en on am last next since until by of")


def in_season(context: Context, place: int) -> bool:
    """German im Sommer, das Licht: such an article is not used with persons."""
    return context.language == "de" and place > 0 and context.lower(place - 1) in _NEUTER


def after_article(context: Context, place: int) -> bool:
    """An article or another determiner stands before the word; les Moreau are a family."""
    before = context.lower(place - 1) if place else ""
    family = context.language == "fr" and before in _PLURALS and not context.lower(place).endswith(("s", "x", "z"))
    return before in _DETERMINERS and not (family and context.capital(place))


def small_noun(context: Context, place: int) -> bool:
    """The iris falls: after an article, in a language that has them before nouns and not before names."""
    return context.language in ("en", "de", "fr", "es") and after_article(context, place)


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
        spelled = [one for stem in stems if len(stem) > 2 for one in (stem, *_with_fleeting_vowel(stem))]
        return any(common(language, script, (stem,), stem) is Common.WORD for stem in spelled)
    if script is not Script.LATIN or language not in ("az", "tr"):
        return False
    ends = (cut.end for cut in cuts(lower, script) if cut.family is Family.TURKIC and cut.end >= _SHORTEST_STEM)
    return any(common(language, script, (lower[:end],)) in (Common.WORD, Common.MONTH) for end in ends)


def _with_fleeting_vowel(stem: str) -> tuple[str, ...]:
    """ветер of ветров: the vowel that only the word without an ending has."""
    if stem[-1] not in _FLEETING or stem[-2] in _RUSSIAN_VOWELS:
        return ()
    return (f"{stem[:-1]}е{stem[-1]}", f"{stem[:-1]}о{stem[-1]}")


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
    if after >= len(context.tokens) or context.between(place, after) != " ":
        return False
    adjective = context.lower(after)
    # شادی بزرگی, a great joy: in Persian the ending of the indefinite stands on the adjective
    some = context.language == "fa" and adjective.endswith("ی") and is_adjective_after(adjective[:-1])
    return some or is_adjective_after(adjective)


def meant_as_words(context: Context, place: int, profile: Profile) -> bool:
    """Toprak kuruydu, çınar devrildi: the other word of the name stands apart in the sentence as a plain word."""
    first, last = context.sentence(place)
    notable = context.notable
    for other in notable[bisect_left(notable, first) : bisect_left(notable, last)]:
        if abs(other - place) <= 1 or context.capital(other):
            continue
        for match in context.readings.matches(other):
            if match.strength is Strength.STRONG and _is_word(context, other, match):
                held = {one.part for one in context.readings.matches(place)}
                if match.part not in held and any(
                    name.weight > 1 and match.part in name.parts for name in profile.names
                ):
                    return True
    return False


def _is_word(context: Context, place: int, match: Match) -> bool:
    lower = context.lower(place)
    stem = lower[match.start : match.end]
    return common(context.language, context.script(place), (lower, stem), stem) is Common.WORD


def are_words(context: Context, places: Sequence[int], matches: Sequence[Match], everyday: Sequence[bool]) -> bool:
    """Whether what looks like parts of a name are words: Edward VII said, qayalar polad kimi, روشن و پویا.

    One stands apart in lower case, has an ending that a name would have at its end only, or follows an "and".
    """
    shown = [context.shown(place) for place in places]
    inner = {context.lower(place) for place in range(places[0], places[-1])}.difference(map(context.lower, places))
    small = any(word and not capital for word, capital in zip(everyday, shown, strict=True))
    if context.language == "de" and all(everyday) and not shown[0] and shown[-1]:
        return True  # die rote Heide
    if inner and small and any(shown):
        return True
    inflected = any(match.tail and match.family in _ONCE for match in matches[:-1])
    clitics = (
        context.lower(place)[0] for place, match in zip(places[1:], matches[1:], strict=True) if match.start == 1
    )
    joined = not inner.isdisjoint(_AND) or not _AND.isdisjoint(clitics)
    listed = all(context.everyday(place, match) for place, match in zip(places, matches, strict=True))
    return (joined and listed) or (all(everyday) and inflected)


_ONCE = (Family.TURKIC, Family.ARABIC)
_AND = word_set("و ف and und et ve və и და")


_AT_HOME = ("ev", "qap", "kap", "həy", "bağ", "bahç", "mənz", "dair", "oğ", "qız", "kız", "gəl", "gel", "nəv", "tor")
_POSSESSED = ("ı", "i", "u", "ü", "ın", "in", "un", "ün")
_GOING = ("get", "git", "gid", "gəl", "gel", "qal", "kal", "otur", "uğra", "zəng", "qonaq", "misafir", "danış", "konuş")
_OWNED = ("ların", "lərin", "lerin")
_TOWARDS = ("lara", "lərə", "lere", "larda", "lərdə", "lerde", "lardan", "lərdən", "lerden", "larla", "lərlə", "lerle")


def household(context: Context, place: int, tail: str) -> bool:
    """Uğurluların evi, Yıldırımlara gittik: the plural of a family's name, by what one says of families."""
    following = place + 1 + bool(context.tail_after(place))
    if context.language not in ("az", "tr") or following >= len(context.tokens):
        return False
    if context.between(following - 1, following) != " " or context.capital(following):
        return False
    lower = context.lower(following)
    if tail.startswith(_TOWARDS):
        return lower.startswith(_GOING)
    return tail in _OWNED and lower.startswith(_AT_HOME) and any(end in lower[2:] for end in _POSSESSED)

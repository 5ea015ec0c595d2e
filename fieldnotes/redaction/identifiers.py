"""Find contacts, document numbers, vehicles, sums of money and numbers of people by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldnotes.redaction.contactclasses import LINK, PHONE, link_kind, phone_kind
from fieldnotes.redaction.generalise import CONTACT, DOCUMENT, VEHICLE, Detail, Facet, magnitude
from fieldnotes.redaction.ladder import Rung, Topic
from fieldnotes.redaction.lexicon import Mark
from fieldnotes.redaction.stretch import Stretch

_URL = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"'\])]{2,400}")
_SITE_PATH = re.compile(r"(?<![\w@.-])(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,10}/[^\s<>\"'\])]{1,300}")
_AT = r"(?:@|\s?[(\[{]\s?(?:at|@|sobaka|собака)\s?[)\]}]\s?)"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|\.|tocka|noqte|nokta|точка)\s?[)\]}]\s?)"
_EMAIL = re.compile(rf"[\w.+-]{{1,64}}{_AT}[a-z0-9-]{{1,63}}(?:{_DOT}[a-z0-9-]{{2,63}}){{1,4}}")
_AT_SIGN = re.compile(r"@|[(\[{]\s?(?:at|sobaka|собака)")
_HANDLE = re.compile(r"(?<![\w@./])@[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])")
_PHONE = re.compile(
    r"(?<![\w.,/№#-])(?:\+\s?\d{1,3}|00\d{1,3}|8|"
    r"0)?[ .-]?(?:\(\s?0?\d{2,4}\s?\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,4}){1,4}(?![\w/]|[.,-]\d)"
)
_LEAST_DIGITS, _MOST_DIGITS = 9, 15
_LEAST_CROWD = 10
_PLATE = re.compile(
    r"(?<![\w-])(?:\d{2}[- ]?[A-Z]{2}[- ]?\d{3}|\d{2}-[a-z]{2}-\d{3}|[A-Z]{2}-\d{3}-[A-Z]{2}|[A-Z]{3}-\d{3}"
    r"|\d{2} [A-Z]{1,3} \d{2,4}|[A-Z]{2} ?\d{4} ?[A-Z]{2}|[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \d{1,4}[EH]?"
    r"|[АВЕКМНОРСТУХавекмнорстух] ?\d{3} ?(?!км)[АВЕКМНОРСТУХавекмнорстух]{2} ?\d{2,3}"
    r"|\d{2} ?[\u0621-\u06cc] ?\d{3}[ -]?\d{2})(?![\w-])"
)
_NUMBER_AFTER = re.compile(
    r"(?: ?(?:no|nr|number|num|nomresi|nomre|numarasi|numara|seriyasi|seriya|seria|serisi|kodu|kod|номер\w{0,2}|"
    r"сери[яию]|"
    r"and|и|is|was|:|№|#|n°)\.?:?){0,4} ?(?P<id>(?=[a-zа-я/().№-]{0,6}\d)[a-z0-9а-я][a-z0-9а-я()/.-]{2,30}(?: "
    r"[0-9]{3,9}){0,3})"
)
_BARE_ID = re.compile(
    r"(?<![\w-])(?:AZE\s?\d{7,9}|AA\s?\d{7}|[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}\s?[A-Z0-9]{0,4}|"
    r"(?:\d{4}[ -]){3}\d{4}|[PC]\d{8}|P<[A-Z]{3}[A-Z<]{5,40})(?![\w-])"
)
_CASE_NUMBER = re.compile(
    r"(?<![\w.])(?:№|no\.?|nos\.?|e\.) ?(?P<id>\d{1,6}(?:\(\d{1,4}\))?[-/]\d{1,6}(?:[-/]\d{2,4})?)(?![\w])"
)
_LEGAL = re.compile(
    r"(?:\b(?:article|articles|art|section|sections|madde\w{0,6}|madd\w{0,6}|paragraph|para|ст|стать\w{1,4}|"
    r"част\w{1,3}|hisse\w{0,4}|пункт\w{0,2}|rule|resolution|law|code|protocol no)\.?\s)$"
)
_MODEL = re.compile(r"(?:[ -](?:[A-ZА-Я][\w]{0,12}|\d[\w-]{0,5})){0,2}")
_CURRENCY = (
    r"(?:azn|manat\w{0,5}|usd|eur|gel|try|rub|gbp|tl|dollar\w{0,4}|euros?|avro\w{0,4}|lira\w{0,6}|lari\w{0,4}|"
    r"rubl\w{0,5}|rouble\w{0,2}|pounds?|манат\w{0,3}|доллар\w{0,3}|евро|рубл\w{1,3}|лари|лир\w{0,3}|тенге|"
    r"сом\w{0,3}|tenge|ლარ\w{0,3}|მანათ\w{0,3}|დოლარ\w{0,3}|ევრო|دولار|مانات|لیر\w{0,2}|تومان|ریال|یورو|دینار)"
)
_SCALE = (
    dict.fromkeys(("thousand", "k", "min", "bin", "тыс", "тысяч", "тысячи", "тысяча"), 3)
    | dict.fromkeys(("million", "mln", "m", "milyon", "млн", "миллион", "миллиона", "миллионов"), 6)
    | dict.fromkeys(("billion", "bn", "milyard", "milyar", "млрд", "миллиардов"), 9)
)
_SIGNS = {"$": "dollars", "€": "euros", "£": "pounds", "₼": "manats", "₽": "roubles", "₺": "liras"}
_MONEY = re.compile(
    rf"(?P<sign>[$€£₼₽₺] ?)?(?<![\d.,])(?P<sum>\d{{1,3}}(?:[., ]\d{{3}}){{1,4}}|\d{{1,12}}(?:[.,]\d{{1,2}})?)"
    rf"(?: ?(?P<scale>{'|'.join(_SCALE)})\b(?:(?<=тыс|млн)\.)?)?(?P<after>(?: ?{_CURRENCY}\b| ?[$€£₼₽₺]))?"
)


def find_identifiers(stretch: Stretch) -> Iterator[Detail]:
    """Everything whose form gives it away: contacts, numbers of documents, plates and cars; sums for the public."""
    span = stretch.tokens.start, stretch.tokens.limit
    yield from _contacts(stretch)
    for mark in stretch.of_kind("document"):
        if numbered := _NUMBER_AFTER.match(stretch.folded, stretch.end(mark.last)):
            yield _document(numbered)
    for found in _CASE_NUMBER.finditer(stretch.folded, *span):
        if not _LEGAL.search(stretch.folded, max(0, found.start() - 16), found.start()):
            yield _document(found)
    for found in _BARE_ID.finditer(stretch.shown, *span):
        yield Detail(found.start(), found.end(), Facet.DOCUMENT, DOCUMENT)
    for found in _PLATE.finditer(stretch.shown, *span):
        yield Detail(found.start(), found.end(), Facet.VEHICLE, VEHICLE)
    for mark in stretch.of_kind("brand", "brand?"):
        if car := _vehicle(stretch, mark):
            yield car
    if not stretch.ladder.tells(Topic.MONEY):
        yield from _money(stretch)
    if not stretch.ladder.tells(Topic.COUNTS):
        yield from _crowds(stretch)


def plates(text: str) -> Iterator[tuple[int, int]]:
    """Where the number plates of cars stand, in the forms of the countries of this product."""
    return (match.span() for match in _PLATE.finditer(text))


def _contacts(stretch: Stretch) -> Iterator[Detail]:
    folded, span = stretch.folded, (stretch.tokens.start, stretch.tokens.limit)
    links, phones = stretch.ladder.rung(Topic.LINKS), stretch.ladder.rung(Topic.PHONES)
    for pattern in (_URL, _SITE_PATH) if links is not Rung.EXACT else ():
        for found in pattern.finditer(folded, *span):
            written = found.group().rstrip(".,;:!?")
            word = link_kind(written) if links is Rung.KIND else LINK
            yield Detail(found.start(), found.start() + len(written), Facet.CONTACT, word)
    if phones is Rung.EXACT:
        return
    if _AT_SIGN.search(folded, *span):
        for pattern in (_EMAIL, _HANDLE):
            for found in pattern.finditer(folded, *span):
                yield Detail(found.start(), found.end(), Facet.CONTACT, CONTACT)
    for found in _PHONE.finditer(folded, *span):
        if _is_phone(found.group()):
            blank = len(found.group()) - len(found.group().lstrip())
            word = phone_kind(found.group()) if phones is Rung.KIND else PHONE
            yield Detail(found.start() + blank, found.end(), Facet.CONTACT, word)


def _crowds(stretch: Stretch) -> Iterator[Detail]:
    """Numbers of people: "35 detainees" become "tens of detainees"."""
    for mark in stretch.of_kind("people"):
        number = stretch.number_before(mark.first)
        if number and number[1] >= _LEAST_CROWD:
            start, end = stretch.start(number[0]), stretch.end(mark.first - 1)
            yield Detail(start, end, Facet.COUNT, magnitude(number[1], mark.language))


def _document(found: re.Match[str]) -> Detail:
    start = found.start("id")
    return Detail(start, start + len(found["id"].rstrip(".,;:)-/")), Facet.DOCUMENT, DOCUMENT)


def _vehicle(stretch: Stretch, mark: Mark) -> Detail | None:
    """A make with its colour and model; makes that are also names or words need a colour."""
    first = mark.first
    while stretch.joined(first - 1, first):
        colour = stretch.mark_ending.get(first - 1 - (stretch.word(first - 1) == "bir"))
        if colour is None or colour.kind != "colour":
            break
        first = colour.first
    if mark.kind == "brand?" and first == mark.first:
        return None
    if stretch.word(first - 1) in ("a", "an") and first != mark.first:
        first -= 1
    model = _MODEL.match(stretch.shown, stretch.end(mark.last))
    return Detail(stretch.start(first), model.end() if model else stretch.end(mark.last), Facet.VEHICLE, VEHICLE)


def _is_phone(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    lead = written.lstrip()[:1]
    return lead in "+0(8" and _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS


def _money(stretch: Stretch) -> Iterator[Detail]:
    for found in _MONEY.finditer(stretch.folded, stretch.tokens.start, stretch.tokens.limit):
        if not found["sign"] and not found["after"]:
            continue
        digits = re.sub(r"[., ](?=\d{3}(?!\d))", "", found["sum"]).replace(",", ".")
        amount = float(digits) * 10 ** _SCALE.get(found["scale"] or "", 0)
        currency = (found["after"] or found["sign"] or "").strip()
        currency = _SIGNS.get(currency, currency) if stretch.language in ("en", "de") else currency
        after = (
            stretch.shown[found.start("after") : found.end("after")].strip()
            if len(currency) > 1 and found["after"]
            else currency
        )
        yield Detail(found.start(), found.end(), Facet.MONEY, f"{magnitude(amount, stretch.language)} {after}")

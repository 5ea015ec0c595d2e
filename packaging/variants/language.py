"""How the languages of the table bend a name: written apart from the matcher, from the grammars themselves."""

from __future__ import annotations

from collections.abc import Iterator

BACK, FRONT = "aıou", "eəiöü"
_ROUND = "ouöü"


def turkic(name: str, language: str) -> Iterator[str]:
    """Case forms of an Azerbaijani or Turkish name (Turkish with its apostrophe)."""
    low, apostrophe = "e" if language == "tr" else "ə", "'" if language == "tr" else ""
    last = next((letter for letter in reversed(name.lower()) if letter in BACK + FRONT), "a")
    wide = "a" if last in BACK else low
    narrow = {(False, True): "ı", (False, False): "i", (True, True): "u", (True, False): "ü"}[
        last in _ROUND, last in BACK
    ]
    vowel = name[-1].lower() in BACK + FRONT
    hard = name[-1].lower() in "fstkçşhp" and language == "tr"
    d = "t" if hard else "d"
    y, n = ("y", "n") if vowel else ("", "")
    if language == "tr":
        endings = (f"{n}{narrow}n", f"{y}{wide}", f"{y}{narrow}", f"{d}{wide}", f"{d}{wide}n", f"{y}l{wide}")
    else:
        endings = (
            f"{n}{narrow}n",
            f"{y}{wide}",
            f"{n}{narrow}" if vowel else narrow,
            f"d{wide}",
            f"d{wide}n",
            f"{y}l{wide}",
        )
    for ending in endings:
        yield name + apostrophe + ending
    yield name + f"l{wide}rd{wide}n"
    if language == "az":
        yield name + "gil"


def russian_first(name: str) -> Iterator[str]:
    """Genitive, dative and instrumental of a Russian first name."""
    if name.endswith("ия"):
        yield from (name[:-1] + "и", name[:-1] + "ю", name[:-1] + "ей")
    elif name.endswith("ья"):
        yield from (name[:-1] + "и", name[:-1] + "ю")
    elif name.endswith("а"):
        genitive = "и" if name[-2] in "кгхжшч" else "ы"
        yield from (name[:-1] + genitive, name[:-1] + "е", name[:-1] + "у")
    elif name.endswith(("ий", "ей")):
        yield from (name[:-1] + "я", name[:-1] + "ю", name[:-1] + "ем")
    elif name[-1] not in "аеёиоуыэюяьй":
        yield from (name + "а", name + "у", name + "ом")


def russian_last(name: str) -> Iterator[str]:
    """The same of a Russian or russified surname; surnames on -о, -а and -дзе stay or follow their own pattern."""
    if name.endswith(("ов", "ев", "ёв", "ин")):
        yield from (name + "а", name + "у", name + "ым", name + "е")
    elif name.endswith(("ова", "ева", "ёва", "ина")):
        yield from (name[:-1] + "ой", name[:-1] + "у")
    elif name.endswith("ский"):
        yield from (name[:-2] + "ого", name[:-2] + "ому", name[:-2] + "им")
    elif name.endswith("ская"):
        yield from (name[:-2] + "ой", name[:-2] + "ую")


def georgian(name: str) -> Iterator[str]:
    """Ergative, dative, genitive and two postpositions of a Georgian name."""
    if name.endswith("ი"):
        stem = name[:-1]
        yield from (stem + "მა", stem + "ს", stem + "ის", stem + "ისთვის", stem + "თან")
    elif name.endswith(("ა", "ე")):
        yield from (name + "მ", name + "ს", name[:-1] + "ის", name + "სთან")
    else:
        yield from (name + "მა", name + "ს", name + "ისგან")


def forms(name: str, language: str, *, last: bool) -> Iterator[str]:
    """Words that stand for `name` in running text of a language."""
    if language in ("az", "tr"):
        yield from turkic(name, language)
    elif language in ("ru", "uk"):
        yield from russian_last(name) if last else russian_first(name)
    elif language == "ka":
        yield from georgian(name)
    elif language == "en":
        yield from (name + "'s", name + "’s")
    elif language == "de" and name[-1] not in "szxß":
        yield name + "s"
    elif language == "ar":
        bare = name.removeprefix("ال")
        yield from (("لل" + bare, "وال" + bare) if bare != name else ("ل" + name, "و" + name))
    elif language == "fa":
        yield from (name + "\u200cها",) if last else ()


SENTENCES = {
    "seen": {
        "az": ("Axşam {} zəng vurdu.", "O gün {} bizimlə idi.", "Sonra {} haqqında soruşdular."),
        "tr": ("Akşam {} aradı.", "O gün {} bizimleydi.", "Sonra {} hakkında sordular."),
        "ru": ("Вечером {} звонил нам.", "Потом спросили про {} ещё раз.", "В тот день там видели {}."),
        "uk": ("Увечері {} телефонував.", "Потім питали про {} ще раз."),
        "ka": ("საღამოს {} გვირეკავდა.", "იმ დღეს {} ჩვენთან იყო."),
        "ar": ("في المساء اتصل {} بنا.", "سألوا عن {} مرة أخرى."),
        "fa": ("عصر {} زنگ زد.", "آن روز {} با ما بود."),
        "de": ("Am Abend rief {} an.", "Später fragte man nach {} noch einmal."),
        "fr": ("Le soir, {} a téléphoné.", "Plus tard on a demandé {} encore."),
        "es": ("Por la tarde llamó {} otra vez.", "Luego preguntaron por {} de nuevo."),
        "en": ("In the evening {} rang us.", "Later they asked about {} again."),
        "pl": ("Wieczorem dzwonił {} do nas.", "Potem pytali o {} znowu."),
    },
    "held": {
        "az": ("{} bir daha görünmədi.", "Qonşular deyir ki, {} köçüb."),
        "tr": ("{} bir daha görünmedi.", "Komşular {} taşındı diyor."),
        "ru": ("{} больше не появлялся.", "Соседи говорят, что {} переехал."),
        "uk": ("Сусіди кажуть, що {} поїхав.",),
        "ka": ("{} აღარ გამოჩენილა.", "მეზობლები ამბობენ, რომ {} გადავიდა."),
        "ar": ("يقول الجيران إن {} رحل.",),
        "fa": ("همسایه‌ها می‌گویند {} رفته است.",),
        "de": ("{} kam nie zurück.", "Die Nachbarn sagen, dass {} umgezogen ist."),
        "fr": ("{} n'est jamais revenu.", "Les voisins disent que {} est parti."),
        "es": ("{} no volvió nunca.", "Los vecinos dicen que {} se fue."),
        "en": ("{} never came back.", "The neighbours say that {} moved away."),
        "pl": ("Sąsiedzi mówią, że {} wyjechał.",),
    },
}
"""Sentences around a name; none of their words is a name."""

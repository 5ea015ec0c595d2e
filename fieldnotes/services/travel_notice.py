"""One page to print that states truthfully, in four languages, what a computer cannot open. No names, no script."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from html import escape

from fieldnotes.errors import TravelRefused
from fieldnotes.i18n import N_, tr
from fieldnotes.model.level import Level
from fieldnotes.services import travel
from fieldnotes.services.session import Session
from fieldnotes.services.travel import Away

_NOTHING_AWAY = N_("there is nothing to state: everything is on this computer")

_STYLE = """
body{font:11pt/1.5 "Noto Sans",system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1.25rem;color:#111}
h1{font-size:1.15rem;margin:0 0 .4rem}
section{border-top:1px solid #999;padding:1rem 0;break-inside:avoid}
p{margin:.35rem 0}
"""


@dataclass(frozen=True, slots=True)
class _Text:
    """The page in one language. `levels` name what each level holds."""

    language: str
    title: str
    since: str
    sealed: str
    writing: str
    levels: dict[Level, str]
    cases: str
    elsewhere: str
    keeper: str
    file: str
    passphrase: str
    honest: str


_TEXTS = (
    _Text(
        "en",
        "What this computer cannot open",
        "Since {day} the following is not on this computer:",
        "the list of real names and contacts of the people who were interviewed, and notes that were sealed",
        "Sealed notes can be added here. Once saved they cannot be read on this computer, not even by their author.",
        {
            Level.INTERNAL: "internal records, forms of consent and case titles of before that day",
            Level.ANONYMOUS: "anonymous testimonies of before that day",
            Level.ROLE: "testimonies attributed to a role of before that day",
            Level.PUBLIC: "public documents of before that day",
        },
        "Whole cases ({count}) with all their records are not here either.",
        "The texts and the keys that open them were removed from this computer. A copy was verified first.",
        "They come back only with a separate file that only another person's key opens.",
        "They come back only with a separate file that has a passphrase of its own.",
        "No passphrase opens them on this computer: neither they nor their keys are on it.",
        "Other records on this computer can be opened by its owner.",
    ),
    _Text(
        "az",
        "Bu kompüterin aça bilmədikləri",
        "{day} tarixindən aşağıdakılar bu kompüterdə yoxdur:",
        "müsahibə verən insanların əsl adlarının və əlaqə məlumatlarının siyahısı, həmçinin möhürlənmiş qeydlər",
        "Burada möhürlənmiş qeyd əlavə etmək olar. Yadda saxlanandan sonra onu bu kompüterdə heç kim, "
        "hətta müəllifi də oxuya bilməz.",
        {
            Level.INTERNAL: "həmin gündən əvvəlki daxili yazılar, razılıq formaları və işlərin adları",
            Level.ANONYMOUS: "həmin gündən əvvəlki anonim ifadələr",
            Level.ROLE: "həmin gündən əvvəlki, yalnız rolu göstərilən ifadələr",
            Level.PUBLIC: "həmin gündən əvvəlki açıq sənədlər",
        },
        "Bütöv işlər ({count}) bütün yazıları ilə birlikdə burada yoxdur.",
        "Mətnlər və onları açan açarlar bu kompüterdən silinib. Əvvəlcə surəti yoxlanılıb.",
        "Onlar yalnız başqa şəxsin açarı ilə açılan ayrıca faylla qayıda bilər.",
        "Onlar yalnız öz parolu olan ayrıca faylla qayıda bilər.",
        "Heç bir parol onları bu kompüterdə aça bilməz: nə onlar, nə də açarları burada yoxdur.",
        "Bu kompüterdəki digər yazıları sahibi aça bilər.",
    ),
    _Text(
        "ru",
        "Что нельзя открыть на этом компьютере",
        "С {day} на этом компьютере нет следующего:",
        "списка настоящих имён и контактов опрошенных людей и опечатанных заметок",
        "Здесь можно добавлять опечатанные заметки. После сохранения их нельзя прочитать на этом компьютере, "
        "даже их автору.",
        {
            Level.INTERNAL: "внутренних записей, согласий и названий дел, сделанных до этого дня",
            Level.ANONYMOUS: "анонимных свидетельств, записанных до этого дня",
            Level.ROLE: "свидетельств с указанием только роли, записанных до этого дня",
            Level.PUBLIC: "открытых документов, добавленных до этого дня",
        },
        "Целых дел ({count}) со всеми записями здесь тоже нет.",
        "Тексты и открывающие их ключи удалены с этого компьютера. Сначала была проверена их копия.",
        "Они вернутся только вместе с отдельным файлом, который открывает лишь ключ другого человека.",
        "Они вернутся только вместе с отдельным файлом, у которого свой пароль.",
        "Никакой пароль не откроет их на этом компьютере: здесь нет ни их, ни ключей к ним.",
        "Другие записи на этом компьютере его владелец открыть может.",
    ),
    _Text(
        "tr",
        "Bu bilgisayarın açamadıkları",
        "{day} tarihinden beri aşağıdakiler bu bilgisayarda değildir:",
        "görüşülen kişilerin gerçek adlarının ve iletişim bilgilerinin listesi ile mühürlü notlar",
        "Buraya mühürlü not eklenebilir. Kaydedildikten sonra bu bilgisayarda, yazarı dahil, kimse okuyamaz.",
        {
            Level.INTERNAL: "o günden önceki iç kayıtlar, onam formları ve dosya başlıkları",
            Level.ANONYMOUS: "o günden önceki anonim tanıklıklar",
            Level.ROLE: "o günden önceki, yalnızca rolün belirtildiği tanıklıklar",
            Level.PUBLIC: "o günden önceki açık belgeler",
        },
        "Tüm kayıtlarıyla birlikte bazı dosyalar ({count}) da burada değildir.",
        "Metinler ve onları açan anahtarlar bu bilgisayardan silinmiştir. Önce bir kopyası doğrulanmıştır.",
        "Yalnızca başka bir kişinin anahtarının açtığı ayrı bir dosyayla geri gelirler.",
        "Yalnızca kendi parolası olan ayrı bir dosyayla geri gelirler.",
        "Hiçbir parola onları bu bilgisayarda açamaz: ne kendileri ne anahtarları buradadır.",
        "Bu bilgisayardaki diğer kayıtları sahibi açabilir.",
    ),
)


def page(session: Session) -> str:
    """The page as HTML.

    Raises:
        TravelRefused: nothing is away, so that it would not be true.
    """
    away = travel.away(session)
    if away is None or away.waiting or not away.finished:
        raise TravelRefused(what=tr(_NOTHING_AWAY))
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")
    head = (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'\">"
        f"<title>FieldNotes</title><style>{_STYLE}</style></head><body>"
    )
    return "\n".join((head, *(_section(text, away) for text in _TEXTS), "</body></html>\n"))


def _section(text: _Text, away: Away) -> str:
    kinds = [text.sealed if level is Level.SEALED else text.levels[level] for level in away.levels]
    said = [
        *([text.since.format(day=away.since[:10])] if kinds else []),
        *(f"– {kind}" for kind in kinds),
        *([text.cases.format(count=len(away.cases))] if away.cases else []),
        *([text.writing] if Level.SEALED in away.levels else []),
        text.elsewhere,
        text.keeper if away.keeper else text.file,
        text.passphrase,
        text.honest,
    ]
    body = "".join(f"<p>{escape(sentence)}</p>" for sentence in said)
    return f'<section lang="{text.language}"><h1>{escape(text.title)}</h1>{body}</section>'

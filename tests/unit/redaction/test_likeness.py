"""Two spellings of one person are told from two people of one family, in the six languages of the product."""

from __future__ import annotations

import pytest

from fieldnotes.redaction.likeness import LIKELY, ONLY_SURNAME, OTHER_FATHER, TYPING, likeness
from fieldnotes.redaction.namesakes import Namesakes

_ONE_PERSON = """
Dashgin|Dasghin
Gulnur|Gulnut
Khadija|Xədicə
Xədicə|Хадиджа
Khadija|Хадиджа
Afgan|Afghan
Ilham|İlham
İlham|Ильхам
Ilham|Ильхам
Daşqın Səfərli|Dashgin Safarli
Dasghin Safarli|Daşqın Səfərli
Gülnur Həsənova|Gulnur Hasanova
Gulnut Hasanova|Gulnur Hasanova
Gulnut Hasanova|Gülnur Həsənova
Gülnur Həsənova|Гюльнур Гасанова
Əfqan Muxtarzadə|Afgan Mukhtarzade
Afghan Mukhtarzade|Afgan Mukhtarzade
Xədicə Nurluyeva|Khadija Nurluyeva
Xədicə Nurluyeva|Хадиджа Нурлуева
Elçin Rauf oğlu Məmmədov|Elçin Məmmədov
Elçin Məmmədov|Эльчин Мамедов
Elchin Mammadov|Elçin Məmmədov
Məmmədov Elçin|Elçin Məmmədov
Мамедов Эльчин Рауфович|Elchin Mammadov
Rəşad Quliyev|Rashad Guliyev
Rəşad Quliyev|Рашад Гулиев
Leyla Yunuslu|Лейла Юнуслу
Leyla Yunuslu|Leila Yunuslu
Vüqar Şıxlinski|Vugar Shikhlinski
Turqut Qənbərzadə|Turgut Ganbarzade
Turqut Qənbərli|Turgut Ganbarli
Çingiz Ağazadə|Chingiz Aghazade
Şəhla Bayramzadə|Shahla Bayramzade
Cəmil Həsənli|Jamil Hasanli
Cəmil Həsənli|Джамиль Гасанлы
Zöhrə Kərimova|Zohra Karimova
Анна Сергеевна|Анна Сергеевна Климова
Анна Сергеевна Климова|Анна Климова
Климова Анна|Анна Климова
Екатерина Воронцова|Екатерина Воронцва
Екатерина Воронцова|Ekaterina Vorontsova
Сергей Щербаков|Sergey Shcherbakov
Сергей Щербаков|Sergei Scherbakow
Юлия Ёлкина|Yulia Yolkina
Наталья Гречко|Natalya Grechko
Mehmet Yılmaz|Mehmet Yilmaz
Ayşegül Öztürk|Aysegul Ozturk
Ayşegül Öztürk|Ayşegül Öztrük
Hüseyin Çağlar|Huseyin Caglar
Şükrü Doğan|Sukru Dogan
Şükrü Doğan|Shukru Doghan
Özlem Güneş|Ozlem Gunes
Nilüfer Kılıç|Nilufer Kilic
Giorgi Beridze|გიორგი ბერიძე
გიორგი ბერიძე|Георгий Беридзе
ნინო წიკლაური|Nino Tsiklauri
ნინო წიკლაური|Нино Циклаури
თამარ კვარაცხელია|Tamar Kvaratskhelia
ლევან ჭანტურია|Levan Chanturia
Levan Chanturia|Леван Чантурия
محمد المصري|Mohammed al-Masri
محمد المصري|Muhammad Al Masri
Mohammed al-Masri|Muhammad Almasri
يوسف الحداد|Yusuf al-Haddad
يوسف الحداد|Youssef El Haddad
خديجة منصور|Khadija Mansour
فاطمة الزهراني|Fatima al-Zahrani
سعيد درويش|Saeed Darwish
عبد الرحمن خليل|Abdulrahman Khalil
Abd ar-Rahman Khalil|Abdulrahman Khalil
Əbdülrəhman Xəlil|Abdulrahman Khalil
Margaret Thornbury|Margret Thornbury
Jonathan Whitlock|Jonathon Whitlock
Catherine Ashdown|Cathrine Ashdown
Stephen Marlowe|Stehpen Marlowe
E. Məmmədov|Elçin Məmmədov
А. С. Климова|Анна Климова
Анна К.|Анна Климова
Elçin M.|Elçin Məmmədov
Xədicənin|Khadija
"""

_TWO_PEOPLE = """
Elçin Məmmədov|Elşən Məmmədov
Elçin Məmmədov|Elxan Məmmədov
Elçin Rauf oğlu Məmmədov|Elçin Tofiq oğlu Məmmədov
Elçin Rauf oğlu Məmmədov|Elşən Rauf oğlu Məmmədov
Rauf Məmmədov|Elçin Rauf oğlu Məmmədov
Həsən Əliyev|Əli Həsənov
Həsən Əliyev|Hüseyn Əliyev
Əli Həsən|Həsən Əli
Kamil Quliyev|Kamal Quliyev
Kamil Quliyev|Kamilə Quliyeva
Elnur Quliyev|Elnar Quliyev
Samir Quliyev|Samirə Quliyeva
Fərid Abbasov|Fəridə Abbasova
Vaqif Səmədov|Vasif Səmədov
Ramil Hüseynzadə|Ramiz Hüseynzadə
Anar Rzayev|Arzu Rzayeva
Aysel|Aysel Məmmədova
Leyla|Leyla Yunuslu
Elçin|Elçin
Aysel Məmmədova|Aysel Quliyeva
Rəşad|Rəşid
Orxan|Orxan Səlimli
Əliyev|Ilham Əliyev
Əliyev|Aliyev
Nigar Əzizova|Nərmin Əzizova
Иван Петрович Сидоров|Пётр Иванович Сидоров
Иван Петрович Сидоров|Сергей Петрович Сидоров
Иван Петрович Сидоров|Иван Сергеевич Сидоров
Марина Петрова|Карина Петрова
Алина Фролова|Арина Фролова
Александр Фролов|Александра Фролова
Валентин Громов|Валентина Громова
Ольга Кузнецова|Ольга Куприна
Сергей Климов|Анна Сергеевна Климова
Анна|Анна Климова
Климова|Анна Климова
Дмитрий Орлов|Денис Орлов
Юлия Соколова|Юрий Соколов
Михаил Зотов|Никита Зотов
Антон Белов|Антонина Белова
Mehmet Yılmaz|Ahmet Yılmaz
Hasan Demir|Hüseyin Demir
Hasan Demir|Haşim Demir
Ayşe Kaya|Aysel Kaya
Emine Şahin|Emin Şahin
Cem Aydın|Can Aydın
Selim Koç|Selin Koç
Fatma Arslan|Fatih Arslan
Mustafa|Mustafa Arslan
გიორგი ბერიძე|გია ბერიძე
ნინო წიკლაური|ნანა წიკლაური
ლევან ჭანტურია|ლაშა ჭანტურია
თამარ კვარაცხელია|თამაზ კვარაცხელია
ნინო|ნინო წიკლაური
Giorgi Beridze|Levan Beridze
David Lomidze|Davit Kapanadze
محمد المصري|محمود المصري
أحمد خليل|خليل أحمد
يوسف الحداد|إبراهيم الحداد
فاطمة الزهراني|فادي الزهراني
سعيد درويش|سعد درويش
حسن منصور|حسين منصور
علي|علي درويش
محمد بن خالد السالم|محمد بن ناصر السالم
خالد السالم|محمد بن خالد السالم
Margaret Thornbury|Martin Thornbury
Jonathan Whitlock|Joan Whitlock
Paul Ashdown|Paula Ashdown
Stephen Marlowe|Stephanie Marlowe
Eric Marlowe|Erica Marlowe
Daniel Ashdown|Danielle Ashdown
Thomas|Thomas Whitlock
"""


def _pairs(table: str) -> list[tuple[str, str]]:
    return [(one, other) for one, _, other in (line.partition("|") for line in table.strip().splitlines())]


ONE_PERSON, TWO_PEOPLE = _pairs(_ONE_PERSON), _pairs(_TWO_PEOPLE)


def test_the_tables_are_large_enough() -> None:
    assert len(set(ONE_PERSON)) >= 60
    assert len(set(TWO_PEOPLE)) >= 60


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_spellings_of_one_person_are_likely(one: str, other: str) -> None:
    assert likeness(one, other).score >= LIKELY


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE)
def test_relatives_and_strangers_are_not(one: str, other: str) -> None:
    assert likeness(one, other).score < LIKELY


@pytest.mark.parametrize(("one", "other"), [*ONE_PERSON, *TWO_PEOPLE])
def test_the_order_of_two_names_does_not_matter(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)


def test_it_says_why() -> None:
    assert likeness("Gulnur", "Gulnut").why == TYPING
    assert likeness("Elçin Məmmədov", "Elşən Məmmədov").why == ONLY_SURNAME
    assert likeness("Rauf Məmmədov", "Elçin Rauf oğlu Məmmədov").why == OTHER_FATHER


@pytest.mark.parametrize("name", ["", "   ", "…", "12", "x", "oğlu", "🙂", "a b c d e f g h"])
def test_what_is_no_name_is_like_nobody(name: str) -> None:
    assert likeness(name, "Elçin Məmmədov").score == 0


def test_of_many_names_the_same_are_found_as_pair_by_pair() -> None:
    names = list(dict.fromkeys(name for pair in (*ONE_PERSON, *TWO_PEOPLE) for name in pair))
    many = Namesakes((name, name) for name in names)
    for one, other in ONE_PERSON:
        assert other in many.of(one)
        assert one in many.of(other)
    for one, other in TWO_PEOPLE:
        assert other not in many.of(one)


def test_the_best_of_several_names_counts() -> None:
    many = Namesakes([("P-001", "Anonim"), ("P-001", "Xədicə Nurluyeva"), ("P-002", "Nərmin Nurluyeva")])
    assert set(many.of("Хадиджа Нурлуева")) == {"P-001"}

"""Languages, and articles in those that are not searched. All texts are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord import build, check
from onrecord.clean import clean
from onrecord.clean.language import is_foreign, language_name, language_of, script_of
from onrecord.find import FINDERS
from onrecord.model import Article, Cleaned, Source
from onrecord.settings import Settings
from onrecord.store import open_record

TEXTS = {
    "ar": "قال رئيس البلدية إن الجسر القديم سوف يغلق في هذا العام من أجل الإصلاح الذي كان على المدينة أن تنجزه",
    "bg": "Градският съвет реши да затвори стария мост за една година и това не е първото решение, което той взе, каза "
    "кметът.",
    "ca": "L'ajuntament va votar dilluns per tancar el pont, que no es pot fer servir de nit, però els veïns hi són.",
    "cs": "Městská rada rozhodla, že starý most bude na rok uzavřen, a není to první rozhodnutí, které přijala.",
    "da": "Byrådet har besluttet, at den gamle bro skal lukkes i et år. Det siger borgmesteren efter mødet. Broen "
    "er fra 1904 og blev bygget af et firma fra byen, som ikke længere findes. Nu er der kun færgen tilbage, siger han "
    "og går ud af salen. Den blev bygget af hans far, og den er ikke af stål.",
    "de": "Der Stadtrat hat beschlossen, dass die alte Brücke für ein Jahr gesperrt wird und nicht erst im Sommer.",
    "el": "Το δημοτικό συμβούλιο αποφάσισε να κλείσει τη γέφυρα",
    "en": "The council of the town voted to close the old bridge for a year, and said it was not built for lorries.",
    "es": "El consejo votó el lunes por el cierre del puente, que no se puede usar por la noche.",
    "fa": "شورای شهر تصمیم گرفت که پل قدیمی را برای یک سال ببندد و این کار در ماه آینده آغاز می شود",
    "fi": "Kaupunginvaltuusto päätti, että vanha silta on suljettu vuoden ajan, mutta se ei ole ensimmäinen kerta.",
    "fr": "Le conseil a voté lundi pour la fermeture du vieux pont, qui est dans un état que la ville ne dit pas.",
    "he": "מועצת העיר החליטה לסגור את הגשר הישן למשך שנה",
    "hi": "नगर परिषद ने फैसला किया है कि पुराने पुल को एक साल के लिए बंद कर दिया जाएगा और यह पहला फैसला नहीं है",
    "hu": "A városi tanács úgy döntött, hogy a régi hidat egy évre lezárják, és ez nem az első döntés, amely volt.",
    "id": "Dewan kota memutuskan bahwa jembatan tua itu akan ditutup untuk satu tahun dan ini bukan yang pertama.",
    "it": "Il consiglio ha votato lunedì per la chiusura del ponte, che non si può usare di notte, ma gli abitanti no.",
    "ja": "市議会は月曜日、古い橋を一年間閉鎖することを決めた。",
    "ko": "시의회는 월요일에 낡은 다리를 일 년 동안 폐쇄하기로 결정했다",
    "nl": "De gemeenteraad heeft besloten dat de oude brug een jaar wordt gesloten en dat het niet de eerste keer is.",
    "pl": "Rada miasta zdecydowała, że stary most zostanie zamknięty na rok i nie jest to pierwsza decyzja.",
    "pt": "A câmara votou na segunda-feira pelo fecho da ponte, que não pode ser usada à noite, mas os moradores não.",
    "ro": "Consiliul a decis că podul vechi va fi închis pentru un an și că nu este prima dată, a spus primarul.",
    "ru": "Городской совет решил закрыть старый мост на год, и это не первое решение, которое он принял, сказал мэр.",
    "sk": "Mestská rada rozhodla, že starý most bude na rok uzavretý, a nie je to prvé rozhodnutie, ktoré prijala.",
    "sr": "Градски савет је одлучио да затвори стари мост на годину дана и то није прва одлука коју је донео.",
    "sv": "Stadens råd har beslutat att den gamla bron ska stängas i ett år och att det inte är första gången som det.",
    "th": "สภาเมืองตัดสินใจปิดสะพานเก่า",
    "tr": "Belediye meclisi eski köprünün bir yıl için kapatılmasına karar verdi ve bu çok tartışılan bir karar oldu.",
    "uk": "Міська рада вирішила закрити старий міст на рік, і це не перше рішення, яке вона ухвалила, сказав мер.",
    "vi": "Hội đồng thành phố đã quyết định đóng cửa cây cầu cũ trong một năm và đây không phải là lần đầu.",
    "zh": "市议会星期一决定把旧桥关闭一年,居民必须绕行。",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_languages_are_told_apart(code: str, text: str) -> None:
    assert language_of(text) == code
    assert language_name(code) != code


@pytest.mark.parametrize(
    "text",
    [
        "", "Bridge closed", "12 34 56 78", "Brackwater Dunmouth Calder Quill Marsh Dowell Finch Lamp Tar Lane",
        "Quill Wants U.S. Trams and U.S. Ferries, S. Calder Said", "Harbour to Open to U.S. Ferries as U.S. Trams Stop",
        f"{TEXTS['de']} {TEXTS['en']}", f"{TEXTS['ru']} {TEXTS['en']} {TEXTS['el']}",
    ],
)  # fmt: skip
def test_in_doubt_there_is_none(text: str) -> None:
    assert language_of(text) is None
    assert not is_foreign(text)


def test_a_language_that_is_not_known_is_at_least_not_english() -> None:
    assert is_foreign("Мост жабылды, қала кеңесі айтты")
    assert is_foreign("bakaro tulusi menaku deralo sitani " * 20)
    assert not is_foreign("Calder 3 Quill 2 Marsh 4 Dowell 1 Finch 6 " * 3)
    assert script_of("Мост закрыт") is None
    assert script_of("Мост закрыт на год") == "cyrillic"


def read(text: str, **fields: str) -> Article:
    data = json.dumps({"text": text, **fields}).encode()
    done = clean(Source("a", "a.jsonl#1", "json", data), Settings())
    assert isinstance(done, Cleaned)
    rows = [s for s in done.set_aside if s.what == "article"]
    assert len(rows) == (done.article.read == "text-only")
    assert not rows or (rows[0].path == "a.jsonl#1" and "no language model" in rows[0].why)
    return done.article


def test_the_text_wins_over_what_is_stated() -> None:
    found = read(TEXTS["de"] * 3, language="en")
    assert (found.language, found.read) == ("de", "text-only")
    assert [(c.basis, c.value, c.agrees) for c in found.metadata if c.field == "language"] == [
        ("metadata", "en", False), ("text", "de", True),
    ]  # fmt: skip
    assert read(TEXTS["en"], language="de").read == "full"
    assert (read("Bridge closed").language, read("Bridge closed").read) == (None, "full")
    assert read("Brücke gesperrt", language="de-AT").read == "text-only"
    assert read(TEXTS["ja"]).read == "text-only"
    assert read(TEXTS["de"]).blocks


def test_each_searched_language_has_a_finder() -> None:
    assert set(FINDERS) == set(Settings().searched)


def test_a_record_with_articles_that_are_not_searched(tmp_path: Path) -> None:
    german = (
        f"{TEXTS['de']} Die Sperrung trifft vor allem die Bewohner der Ostseite, sagte eine Sprecherin am Montag. Sie "
        "müssen nun elf Meilen bis zum nächsten Übergang fahren. Die Brücke wurde vor mehr als hundert Jahren für "
        "Fuhrwerke gebaut und nie verstärkt. Im Frühjahr soll eine Firma aus dem Nachbarort mit den Arbeiten beginnen."
    )
    rows = [
        {"id": "1", "text": german, "published": "2021-10-21"},
        {"id": "2", "text": german + " Das ist alles.", "published": "2021-10-22"},
        {
            "id": "3",
            "text": TEXTS["en"] + " Ines Calder said the bridge would close on Monday.",
            "published": "2021-10-22",
        },
        {"id": "4", "text": TEXTS["ru"], "published": "2021-10-23"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    assert build([tmp_path / "a.jsonl"], tmp_path / "a.record").articles == 4
    record = open_record(tmp_path / "a.record")
    articles = {a.key: a for a in record.articles}
    assert [articles[k].read for k in "1234"] == ["text-only", "text-only", "full", "text-only"]
    assert articles["2"].copy_of == articles["1"].id
    assert sorted(s.why for s in record.set_aside if s.what == "article") == [
        "is in German, for which there is no language model",
        "is in Russian, for which there is no language model",
    ]
    searched = {articles["3"].id}
    assert {m.article for p in record.people for m in p.mentions} <= searched
    assert not check(tmp_path / "a.record").failures

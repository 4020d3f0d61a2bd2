"""Japanese terms in the order of the kana. No database."""

import pytest

from ipslearn.base.kana import REST, heading_of, in_order, pieces
from tests import factories

# What stands at the beginning of a reading, and the group it belongs to.
HEADINGS = [
    ("えんじょつきこよう", "あ"),
    ("アイピーエス", "あ"),
    ("ｱｲﾋﾟｰｴｽ", "あ"),
    ("ヴィジョン", "あ"),
    ("ぁ", "あ"),
    ("こべつ", "か"),
    ("がいぶ", "か"),
    ("ｶﾞｲﾌﾞ", "か"),
    ("ヶ", "か"),
    ("ぜろえくすくるーじょん", "さ"),
    ("ジョブコーチ", "さ"),
    ("っ", "た"),
    ("どうこう", "た"),
    ("にんち", "な"),
    ("ばいざー", "は"),
    ("ピアサポーター", "は"),
    ("まち", "ま"),
    ("ゃ", "や"),
    ("ゆにっと", "や"),
    ("リハビリ", "ら"),
    ("わかもの", "わ"),
    ("ヲ", "わ"),
    ("ん", "わ"),
    ("ヮ", "わ"),
    ("（ふくし）", "は"),
    ("ーは", "は"),
    ("IPS", "I"),
    ("ｉｐｓ", "I"),
    ("Éire", "E"),
    ("8つの原則", "0–9"),
    ("８つの原則", "0–9"),
    ("就労", REST),
    ("〇", REST),
    ("…", REST),
    ("", REST),
]


@pytest.mark.parametrize(("reading", "heading"), HEADINGS)
def test_the_group_of_a_reading(reading, heading):
    assert heading_of(reading) == heading


# Readings that stand one after the other, whatever they are written in.
ORDERS = {
    "numbers, letters, kana, the rest": ["8つ", "act", "IPS", "あい", "わ", "就労"],
    "rows": ["あ", "カ", "さ", "た", "な", "ハ", "ま", "や", "ら", "わ"],
    "inside a row by the second sign": ["かい", "ガク", "かた"],
    "hiragana and katakana mixed": ["アイ", "あう", "アエ"],
    "a long sign as the vowel before it": ["けあ", "ケース", "けか"],
    "the plain before the voiced": ["はい", "バイ", "ぱい"],
    "small signs as large ones": ["じゃ", "しやく", "じゅ"],
    "signs that nobody says are passed over": ["あか", "あ（き）", "あく"],
}


@pytest.mark.parametrize("readings", ORDERS.values(), ids=ORDERS)
def test_the_order_of_readings(readings):
    assert sorted(set(readings), key=in_order) == readings


@pytest.fixture
def letters(client, db):
    for name, reading in (
        ("学び", "まなび"),
        ("ケース", "けーす"),
        ("学校", "がっこう"),
        ("IPS", ""),
        ("価値", "かち"),
    ):
        factories.GlossaryTermFactory(name_ja=name, reading_ja=reading)
    groups = client.get("/ja/glossary/").context["groups"]
    return [(letter, [term.name_ja for term in terms]) for letter, terms in groups]


def test_the_glossary_has_a_group_for_each_row(letters):
    assert letters == [("I", ["IPS"]), ("か", ["価値", "学校", "ケース"]), ("ま", ["学び"])]


PIECES = [
    ("就労", "しゅうろう", [("就労", "しゅうろう")]),
    ("援助付き雇用", "えんじょつきこよう", [("援助付", "えんじょつ"), ("き", ""), ("雇用", "こよう")]),
    ("ピアサポーター", "ぴあさぽーたー", [("ピアサポーター", "")]),
    ("ピアサポート", "ﾋﾟｱｻﾎﾟｰﾄ", [("ピアサポート", "")]),
    ("競争的就労／雇用", "きょうそうてき／こよう", [("競争的就労", "きょうそうてき"), ("／", ""), ("雇用", "こよう")]),
    ("決定（SDM）", "けってい", [("決定", "けってい"), ("（", ""), ("SDM", ""), ("）", "")]),
    ("支援", "", [("支援", "")]),
    ("IPSの就労", "アイピーエスのしゅうろう", [("IPS", "アイピーエス"), ("の", ""), ("就労", "しゅうろう")]),
    ("", "しえん", []),
    ("違う", "ことなる", [("違う", "ことなる")]),
]


@pytest.mark.parametrize(("name", "reading", "expected"), PIECES)
def test_a_reading_stands_with_what_is_not_kana(name, reading, expected):
    assert pieces(name, reading) == expected

import pytest

from ipslearn.base.naming import closeness, is_kana, names_of, other_names, written_as

TRANSITION = names_of("Transition Support for Employment (TSE)", "就労移行支援", "しゅうろういこうしえん", "TSE")
READINESS = names_of("employment readiness", "就労準備性", "しゅうろうじゅんびせい", "")
RETENTION = names_of("follow-along support", "定着支援", "ていちゃくしえん", "")
PEER = names_of("peer supporter", "ピアサポーター", "ぴあさぽーたー", "")
OPEN = names_of("competitive employment", "競争的就労／一般就労", "きょうそうてきしゅうろう／いっぱんしゅうろう", "")
WHO = names_of("World Health Organization", "世界保健機関", "せかいほけんきかん", "WHO")
SDM = names_of("shared decision making (SDM)", "共同意思決定（SDM）", "きょうどういしけってい", "SDM\n共同意思決定")


def test_a_note_in_brackets_is_no_part_of_a_name():
    assert SDM.names == ("shared decision making", "共同意思決定", "SDM")


def test_each_of_two_names_has_its_reading():
    assert OPEN.readings == (("競争的就労", "きようそうてきしゆうろう"), ("一般就労", "いつはんしゆうろう"))


@pytest.mark.parametrize("query", ["しゅうろう", "シュウロウ", "ｼｭｳﾛｳ", "ぴあさぽーたー", "ジョブ・コーチ"])
def test_kana_may_be_a_reading(query):
    assert is_kana(query)


@pytest.mark.parametrize("query", ["就労", "しゅうろう支援", "job", "し", ""])
def test_all_else_may_not(query):
    assert not is_kana(query)


@pytest.mark.parametrize(
    ("query", "names", "expected"),
    [
        ("ピアサポーター", PEER, 4),
        ("ピアサポータ", PEER, 4),
        ("ﾋﾟｱｻﾎﾟｰﾀｰ", PEER, 4),
        ("ぴあさぽーたー", PEER, 4),
        ("Peer supporters", PEER, 4),
        ("what is a peer supporter?", PEER, 4),
        ("Where does this peer supporter…", PEER, 4),
        ("テイチャクシエン", RETENTION, 4),
        ("一般就労", OPEN, 4),
        ("ピアサポーターの役割", PEER, 3),
        ("employment readiness test", READINESS, 3),
        ("就労", READINESS, 2),
        ("しゅうろう", READINESS, 2),
        ("移行支援", TRANSITION, 1),
        ("readiness", READINESS, 1),
        ("pension", READINESS, 0),
        ("ready", READINESS, 0),
        ("what is it", WHO, 0),
        ("who", WHO, 4),
    ],
)
def test_how_near_a_query_is(query, names, expected):
    assert closeness(query, names) == expected


def test_readings_share_the_kanji_they_begin_with():
    assert written_as("シュウロウ", [TRANSITION, READINESS]) == ["就労"]


def test_readings_share_the_kanji_they_end_with():
    assert written_as("しえん", [TRANSITION, RETENTION]) == ["支援"]


def test_one_reading_alone_shares_nothing():
    assert written_as("しゅうろう", [TRANSITION, PEER]) == []


def test_a_name_leads_to_the_other_names():
    assert other_names("SDM", [SDM, PEER]) == ["shared decision making", "共同意思決定"]


def test_a_reading_leads_to_the_names():
    assert other_names("ていちゃくしえん", [RETENTION]) == ["follow-along support", "定着支援"]


def test_the_beginning_of_readings_leads_to_kanji():
    assert other_names("しゅうろう", [TRANSITION, READINESS, OPEN]) == ["就労"]


def test_a_name_among_other_words_leads_nowhere():
    assert other_names("SDM in teams", [SDM]) == []

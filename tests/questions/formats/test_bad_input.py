"""Files that are too large, in another encoding, broken, or meant to do harm."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.formats import FORMATS
from questions.formats.decoding import MAXIMUM_BYTES
from tests.questions.formats.reading import codes, told

ESSAY = '<question type="essay"><name><text>N</text></name><questiontext><text>就労？</text></questiontext></question>'
QUIZ = f"<quiz>{ESSAY}</quiz>"
GIFT = "就労？{=はい ~いいえ}"
EVERY = pytest.mark.parametrize("key", FORMATS)


def prompts(imported):
    return [one.question.prompt for one in imported.questions]


@EVERY
class TestSize:
    def test_more_than_20_megabytes_are_refused(self, key):
        assert told(FORMATS[key].read(b" " * (MAXIMUM_BYTES + 1))) == [(0, "error", "too_large")]

    def test_the_message_says_what_to_do(self, key):
        (note,) = FORMATS[key].read(b" " * (MAXIMUM_BYTES + 1)).notes
        assert note.message == "The file has more than 20 MB. Split it into smaller files."

    def test_nothing_is_refused(self, key):
        assert told(FORMATS[key].read(b"")) == [(0, "error", "empty")]


class TestEncodings:
    @pytest.mark.parametrize(
        "data",
        [
            GIFT.encode(),
            codecs.BOM_UTF8 + GIFT.encode(),
            codecs.BOM_UTF16_LE + GIFT.encode("utf-16-le"),
            codecs.BOM_UTF16_BE + GIFT.encode("utf-16-be"),
        ],
    )
    def test_unicode_is_read(self, data):
        assert prompts(FORMATS["gift"].read(data)) == ["就労？"]

    @pytest.mark.parametrize("key", ["gift", "aiken"])
    def test_another_one_is_refused_with_its_line(self, key):
        (note,) = FORMATS[key].read("Who?\nA. Ann\nB. Renée".encode("windows-1252")).notes
        assert note.message == "Line 3 is not UTF-8. Open the file in your editor, save it as UTF-8, and try again."

    @pytest.mark.parametrize("key", ["gift", "aiken"])
    def test_utf_16_without_its_mark_is_refused(self, key):
        assert told(FORMATS[key].read("Who?{T}".encode("utf-16-le"))) == [(1, "error", "not_text")]

    @pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "shift_jis", "Windows-31J", "euc-jp", "iso-2022-jp"])
    def test_the_one_an_xml_file_declares_is_read(self, encoding):
        python_name = "cp932" if encoding == "Windows-31J" else encoding
        data = f'<?xml version="1.0" encoding="{encoding}"?>{QUIZ}'.encode(python_name)
        assert prompts(FORMATS["moodle_xml"].read(data)) == ["就労？"]

    def test_a_windows_one_that_is_declared_is_read(self):
        text = QUIZ.replace("就労？", "Renée – “ok”")
        data = f'<?xml version="1.0" encoding="windows-1252"?>{text}'.encode("windows-1252")
        assert prompts(FORMATS["moodle_xml"].read(data)) == ["Renée – “ok”"]

    @pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8])
    def test_a_mark_counts_more_than_what_is_declared(self, mark):
        encoding = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(mark, "utf-8")
        data = mark + f'<?xml version="1.0" encoding="utf-16"?>{QUIZ}'.encode(encoding)
        assert prompts(FORMATS["moodle_xml"].read(data)) == ["就労？"]

    def test_xml_that_is_not_what_it_declares_is_refused_with_its_line(self):
        data = '<?xml version="1.0" encoding="utf-8"?>\n<quiz>\né</quiz>'.encode("latin-1")
        assert told(FORMATS["moodle_xml"].read(data)) == [(3, "error", "not_encoding")]

    @pytest.mark.parametrize("name", ["utf-7", "zlib", "unicode_escape", "nonsense"])
    def test_one_that_nobody_uses_for_questions_is_refused(self, name):
        data = f'<?xml version="1.0" encoding="{name}"?>{QUIZ}'.encode()
        assert told(FORMATS["moodle_xml"].read(data)) == [(1, "error", "unknown_encoding")]


class TestXml:
    def read(self, text):
        return FORMATS["moodle_xml"].read(text.encode())

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("<quiz>\n<question>\n</quiz>", (3, "error", "broken_xml")),
            ("<quiz>\n&nbsp;</quiz>", (2, "error", "broken_xml")),
            ("<quiz>", (1, "error", "broken_xml")),
            ("no XML", (1, "error", "broken_xml")),
            ("<quiz>\x00</quiz>", (1, "error", "broken_xml")),
            ("\n<questions/>", (2, "error", "not_moodle_xml")),
            ("<quiz/>", (0, "error", "empty")),
            ("<quiz>" + "<a>" * 100, (1, "error", "too_deep")),
        ],
    )
    def test_broken_is_refused_with_its_line(self, text, expected):
        assert told(self.read(text)) == [expected]

    def test_what_was_read_before_the_break_is_not_kept(self):
        assert self.read(f"<quiz>{ESSAY}<question>").questions == ()

    @pytest.mark.parametrize(
        "doctype",
        [
            '<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
            '<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE quiz SYSTEM "https://ips.example/quiz.dtd">',
            "<!DOCTYPE quiz>",
        ],
    )
    def test_a_document_type_is_refused(self, doctype):
        assert told(self.read(f"{doctype}{QUIZ}")) == [(1, "error", "doctype")]

    def test_code_in_a_text_is_taken_out(self):
        imported = self.read(QUIZ.replace("就労？", "<![CDATA[<script>alert(1)</script>Why?]]>"))
        assert (prompts(imported), codes(imported)) == (["Why?"], ["script"])


class TestMany:
    def test_10_000_questions_of_gift_are_read(self):
        text = "".join(
            f"// [tag:t]\n::Q{n}::[html]<p>Who <b>is</b> {n}?</p>{{=a#Yes. ~b ~c}}\n\n" for n in range(10_000)
        )
        assert len(FORMATS["gift"].read(text.encode()).questions) == 10_000

    def test_10_000_questions_of_aiken_are_read(self):
        text = "".join(f"Who is {n}?\nA. a\nB. b\nANSWER: A\n\n" for n in range(10_000))
        assert len(FORMATS["aiken"].read(text.encode()).questions) == 10_000

    def test_10_000_questions_of_moodle_xml_are_read(self):
        data = f"<quiz>{''.join(ESSAY.replace('就労', str(n)) for n in range(10_000))}</quiz>".encode()
        assert len(FORMATS["moodle_xml"].read(data).questions) == 10_000

    @pytest.mark.parametrize("piece", ["{", "}", "~", "=", "#", "\\", "::", "//", "%50%", "[id:", "->", "a\n"])
    def test_a_long_file_of_one_sign_is_read_through(self, piece):
        assert FORMATS["gift"].read((piece * 100_000).encode()).notes

    @pytest.mark.parametrize("piece", ["{1:SA:", "{1:SA:=a~", "[[1]]", "{", "&", "#", "\\}"])
    def test_a_long_text_of_gaps_is_read_through(self, piece):
        text = QUIZ.replace("essay", "cloze").replace("就労？", f"<![CDATA[{piece * 20_000}]]>")
        assert FORMATS["moodle_xml"].read(text.encode()).notes


@EVERY
class TestWhatever:
    @given(data=st.binary(max_size=200))
    def test_bytes_raise_no_error(self, key, data):
        assert FORMATS[key].read(data).notes

    @given(text=st.text(alphabet="{}=~#:%->\n/ab1*[]<&;|\\.AB", max_size=80))
    def test_signs_raise_no_error(self, key, text):
        assert FORMATS[key].read(text.encode()) is not None

    @given(text=st.text(alphabet="<>/quiz tesonam=\"'&;![CDATA-", max_size=60))
    def test_tags_raise_no_error(self, key, text):
        assert FORMATS[key].read(f"<quiz><question type='multichoice'>{text}".encode()).notes

"""What a Japanese keyboard types in full width: ｙｕｋｉ＠ｏｆｆｉｃｅ．ｊｐ is yuki@office.jp, １２．５ is 12.5."""

import unicodedata


def half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("。", ".").strip()


class HalfWidth:
    """Mixed into a form field: takes full width as what it means."""

    def to_python(self, value):
        return super().to_python(half_width(value) if isinstance(value, str) else value)

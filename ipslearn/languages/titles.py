"""A title that knows its language, so that wherever it is shown the page can say so.

Titles go from pages into outlines, plans, logs and sentences, and each of these may be read in another language. A
Title is a str in all of them: it is sorted, compared, counted and written into files as before. Only HTML asks for its
language (`ipslearn.languages.foreign.titled`, in templates the filter `titled`).
"""

INNER_MARKS = str.maketrans("「」“”", "『』‘’")


class Title(str):
    """What something is called, and the `language` of that: a code, "" where nobody knows."""

    language: str

    def __new__(cls, text: str, language: str = "") -> "Title":
        title = super().__new__(cls, text)
        title.language = language
        return title


def within_quotes(title: str) -> Title:
    """Return a title as it stands in quotation marks: 「先生が決める」から in 「…」 is 「『先生が決める』から…」."""
    return Title(str(title).translate(INNER_MARKS), getattr(title, "language", ""))

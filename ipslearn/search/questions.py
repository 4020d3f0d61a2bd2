"""A query as a learner types it: forgiving, where modelsearch's own PlainText wants every word."""

from modelsearch.query import SearchQuery


class Question(SearchQuery):
    """What was typed, and other names of it that count nearly as much."""

    def __init__(self, text: str, also: tuple[str, ...] = ()):
        self.text = text
        self.also = also

    def __repr__(self) -> str:
        return f"<Question {self.text!r} also={self.also!r}>"

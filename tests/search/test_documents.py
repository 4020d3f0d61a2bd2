from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from ipslearn.search.documents import MAX_TOKENS, read_document, title_boost


class Topic(index.Indexed, models.Model):
    """A model without a table, of an app that is not installed."""

    title = models.CharField(max_length=100)

    class Meta:
        app_label = "search_tests"


class Note(index.Indexed, models.Model):
    """The like, with a StreamField, a method and a related object to index."""

    title = models.CharField(max_length=100)
    summary = RichTextField()
    body = StreamField([("steps", blocks.ListBlock(blocks.CharBlock()))])
    topic = models.ForeignKey(Topic, null=True, on_delete=models.CASCADE)

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("summary", boost=1.5),
        index.SearchField("body"),
        index.SearchField("keywords"),
        index.RelatedFields("topic", [index.SearchField("title"), index.AutocompleteField("title")]),
        index.FilterField("summary"),
    ]

    class Meta:
        app_label = "search_tests"

    def keywords(self):
        return {"en": ["job", None], "number": 7}


def tokens(passages):
    return [passage.tokens for passage in passages]


class TestReadDocument:
    def test_the_title_stands_apart(self):
        assert tokens(read_document(Note(title="支援")).title) == [["支援", "援"]]

    def test_rich_text_is_read_without_its_tags(self):
        note = Note(summary="<p>A <b>plan</b></p>")
        assert tokens(read_document(note).body)[0] == ["a", "plan"]

    def test_a_stream_field_is_read(self):
        note = Note(body=[("steps", ["面接", "visit"])])
        assert tokens(read_document(note).body)[1] == ["面接", "接", "visit"]

    def test_lists_and_dicts_and_numbers_are_read(self):
        assert tokens(read_document(Note()).body)[2] == ["job", "7"]

    def test_a_related_title_counts_as_body(self):
        note = Note(title="a", topic=Topic(title="援助"))
        document = read_document(note)
        assert tokens(document.title) == [["a"]]
        assert tokens(document.body)[-1] == ["援助", "助"]

    def test_a_missing_related_object_adds_nothing(self):
        assert len(read_document(Note()).body) == 3

    def test_autocompletion_reads_own_and_related_fields(self):
        note = Note(title="Plans", topic=Topic(title="jobs"))
        assert tokens(read_document(note).autocomplete) == [["plans"], ["jobs"]]

    def test_boosts_are_kept(self):
        assert [passage.boost for passage in read_document(Note()).body] == [1.5, 1.0, 1.0]

    def test_a_huge_field_is_cut(self):
        note = Note(summary="支" * (MAX_TOKENS + 1))
        assert len(tokens(read_document(note).body)[0]) == MAX_TOKENS


class TestTitleBoost:
    def test_it_is_that_of_the_own_title(self):
        assert title_boost(Note) == 3

    def test_it_is_one_without_a_title(self):
        assert title_boost(Topic) == 1

import pytest
from hypothesis import given
from hypothesis import strategies as st
from modelsearch.query import And, Boost, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from ipslearn.search.expressions import EVERYTHING, NOTHING, AllOf, AnyOf, ButNot, select
from ipslearn.search.tokens import Term

WORDS = "abc"
# All the documents there can be: every set of words out of three.
DOCUMENTS = [frozenset(w for w, bit in zip(WORDS, f"{n:03b}", strict=True) if bit == "1") for n in range(8)]

queries = st.recursive(
    st.sampled_from([PlainText("a"), PlainText("b c"), Phrase("c"), PlainText("a b", operator="or"), MatchAll()]),
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(And),
        st.lists(parts, min_size=1, max_size=3).map(Or),
        parts.map(Not),
    ),
    max_leaves=8,
)


def answers(query: SearchQuery, document: frozenset[str]) -> bool:
    """Return whether `document` answers `query`, by the plain meaning of the query's classes."""
    match query:
        case PlainText():
            combine = all if query.operator == "and" else any
            return combine(word in document for word in query.query_string.split())
        case Phrase():
            return query.query_string in document
        case And():
            return all(answers(part, document) for part in query.subqueries)
        case Or():
            return any(answers(part, document) for part in query.subqueries)
        case Not():
            return not answers(query.subquery, document)
    return True


def holds(expression, document: frozenset[str]) -> bool:
    match expression:
        case Term():
            return expression.text in document
        case AllOf():
            return all(holds(part, document) for part in expression.parts)
        case AnyOf():
            return any(holds(part, document) for part in expression.parts)
        case ButNot():
            return holds(expression.wanted, document) and not holds(expression.unwanted, document)
    return False


class TestSelect:
    @given(queries)
    def test_a_selection_means_what_the_query_means(self, query):
        selection = select(query)
        for document in DOCUMENTS:
            assert (holds(selection.expression, document) != selection.is_complement) == answers(query, document)

    def test_blank_text_asks_for_nothing(self):
        assert select(PlainText(" ")) == NOTHING

    def test_not_nothing_is_everything(self):
        assert select(Not(Phrase("!"))) == EVERYTHING

    def test_a_symbol_among_words_is_ignored(self):
        assert select(PlainText("a & b")) == select(PlainText("a b"))

    def test_a_boost_changes_nothing(self):
        assert select(Boost(PlainText("a"), 5)) == select(PlainText("a"))

    def test_autocompletion_lets_the_last_word_be_unfinished(self):
        assert select(PlainText("plans"), is_autocomplete=True).expression == Term("plans", ("plans",), True)

    def test_an_unknown_query_is_refused(self):
        with pytest.raises(NotImplementedError):
            select(SearchQuery())

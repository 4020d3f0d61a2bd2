"""Which glossary terms and sources a text may name."""

from ipslearn.base.models import GlossaryTerm, Source
from ipslearn.base.prose import Notes


def known_marks() -> tuple[dict[str, int], dict[str, int]]:
    """Return {folded term name: primary key} and {source key: primary key}. Two queries."""
    return GlossaryTerm.objects.names(), dict(Source.objects.values_list("key", "pk"))


def load_notes() -> Notes:
    """Return empty notes that know every term and source. Two queries."""
    terms = GlossaryTerm.objects.all()
    by_pk = {term.pk: term for term in terms}
    names = {name: by_pk[pk] for name, pk in GlossaryTerm.objects.names().items()}
    return Notes(terms=names, sources={source.key: source for source in Source.objects.all()})

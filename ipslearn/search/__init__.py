"""Search in Japanese and English: two-character tokens over Wagtail's own index tables.

tokens       what a text and a query become (pure)
spellings, stems   which Japanese spellings and which English words are one (pure)
asking       what a learner's words ask for, in words and parts of words (pure)
scoring      how well an object answers that, the same for both databases (pure)
answers      which terms are looked up for it, and when parts are enough (pure)
questions    the query object for all this: pages.search(Question("…"))
expressions  what a query object asks for, the same for both databases (pure)
extracts     the lines shown under a result, with the matches marked (pure)
documents    what an object contributes to the index
entries      writing it there, the same for both databases
results      matching, order, slices, counts and facets, the same for both databases
sqlite, postgres   the two ways to store tokens and to ask for them
backend      the name for WAGTAILSEARCH_BACKENDS
"""

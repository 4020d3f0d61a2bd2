"""A quiz as one flow: begin, answer ten questions, look them over, submit, see the results."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from courses.models import CoursePage
from questions.definitions import Choice, SingleChoice
from questions.kinds import BLOCKS
from quizzes.models import QuestionBank, QuizDraw, QuizPage
from scripts.bench import client

BANK, ASKED = 1000, 10
FLOWS = {"ten questions, one by one": "one", "ten questions on one page": "all"}


@dataclass
class Taken:
    """What one flow cost: statements, requests, and the bytes of its largest page."""

    queries: int = 0
    requests: int = 0
    html: int = 0


def seed(course: CoursePage) -> None:
    """Add a bank of a thousand questions, and a quiz for each flow that draws ten of them."""
    from scripts.bench.seed import add

    bank = QuestionBank(title="A large bank", locale=course.locale, questions=stored(questions()))
    bank.save()
    bank.save_revision().publish()
    for title, paging in FLOWS.items():
        quiz = QuizPage(title=title.capitalize(), summary="Drawn from a thousand.", paging=paging, is_required=False)
        quiz.draws = [QuizDraw(bank=bank, count=ASKED)]
        add(quiz, course)


def questions() -> Iterator[SingleChoice]:
    dice = random.Random(2)
    for number in range(BANK):
        right = dice.randrange(4)
        yield SingleChoice(
            id=f"00000000-0000-4000-8000-{number:012}",
            prompt=f"Which of these comes first in situation {number}, and why not the others?",
            feedback="The search begins with the wish; everything else goes along with it.",
            choices=tuple(
                Choice(f"{number}-{n}", f"A choice of middling length, number {n}", f"About {n}.", float(n == right))
                for n in range(4)
            ),
        )


def stored(definitions):
    raw = [{"type": one.kind, "id": one.id, "value": BLOCKS[one.kind].raw(one, {})} for one in definitions]
    return QuizPage._meta.get_field("questions").stream_block.to_python(raw)


def keys() -> dict[str, str]:
    """Return {name of the flow: quiz key}."""
    found = dict(QuizPage.objects.values_list("title", "translation_key"))
    return {name: str(found[name.capitalize()]) for name in FLOWS}


def take(port: int, cookie: str, csrf: str, quiz_key: str, paging: str) -> Taken:
    """Take the quiz as a browser without a script would: each form is sent and its redirect followed."""
    taken = Taken()

    def ask(path: str, **form) -> tuple[str, str]:
        fields = "&".join(f"{name}={value}" for name, value in {"csrfmiddlewaretoken": csrf, **form}.items())
        response, body = client.fetch(port, client.Ask(path, cookie, fields if form else ""))
        taken.queries += int(response.getheader("X-Queries"))
        taken.requests += 1
        taken.html = max(taken.html, len(body))
        return response.getheader("Location") or "", body.decode()

    attempt, _body = ask(f"/en/quizzes/{quiz_key}/start/", begin="1")
    if paging == "one":
        # The address without a position leads to the first open question.
        for position in range(1, ASKED + 1):
            _path, html = ask(f"{attempt}questions/{position}/")
            go = position + 1 if position < ASKED else "review"
            ask(f"{attempt}save/", position=position, go=go, **answer(html, position))
    else:
        _path, html = ask(attempt)
        asked, answers = range(1, ASKED + 1), {}
        for position in asked:
            answers |= answer(html, position)
        ask(f"{attempt}save/", position="&position=".join(map(str, asked)), go="review", **answers)
    ask(f"{attempt}review/")
    ask(f"{attempt}submit/", end="1")
    ask(f"{attempt}results/")
    return taken


def answer(html: str, position: int) -> dict[str, str]:
    """Return the fields of a question in the page, with its first choice."""
    names = (f"q{position}-seen", f"q{position}")
    return {name: html.split(f'name="{name}" value="', 1)[1].split('"', 1)[0] for name in names}

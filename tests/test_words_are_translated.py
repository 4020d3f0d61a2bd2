"""Text outside the catalogs: what templates and Python say to people without a translation."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parent.parent
APPS = ("authoring", "courses", "ipslearn", "questions", "quizzes", "teams")
WORD = re.compile(r"[A-Za-z]{2,}")
SPOKEN = {"alt", "aria-label", "aria-description", "placeholder", "title", "data-label"}
"""Attributes that people read or hear."""
NAMES = {"IPS", "Learn", "PDF", "CSV", "XLSX", "English", "Wagtail", "nbsp"}
"""Words that are the same in every language."""


class Texts(HTMLParser):
    """Collects what people read of some HTML, each with its line."""

    SILENT = {"script", "style"}

    def __init__(self):
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.silent = ""

    def handle_starttag(self, tag, attrs):
        self.silent = tag if tag in self.SILENT else self.silent
        self.found += [(self.getpos()[0], value) for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag):
        self.silent = "" if tag == self.silent else self.silent

    def handle_data(self, data):
        if not self.silent:
            self.found.append((self.getpos()[0], data))


def bare_words(source: str, is_html: bool = True) -> list[str]:
    """Return "line: text" of each text of a template that stands outside its tags and translations."""
    pieces, ending = [], ""
    for token in Lexer(source).tokenize():
        if token.token_type is not TokenType.TEXT or ending:
            pieces.append("\n" * token.contents.count("\n"))
        else:
            pieces.append(token.contents)
        if token.token_type is TokenType.BLOCK:
            name, *rest = token.contents.split()
            # A block of classes is no text.
            if name in ("blocktranslate", "comment") or (name == "block" and rest[0].endswith("_class")):
                ending = f"end{name}"
            elif name == ending:
                ending = ""
    text = "".join(pieces)
    found = html_texts(text) if is_html else list(enumerate(text.splitlines(), start=1))
    return [f"{line}: {' '.join(words.split())}" for line, words in found if set(WORD.findall(words)) - NAMES]


def html_texts(text: str) -> list[tuple[int, str]]:
    parser = Texts()
    parser.feed(text)
    parser.close()
    return parser.found


WORDED = {"label", "help_text", "verbose_name", "verbose_name_plural", "heading", "description", "empty_label"}
WORDED |= {"empty_value_display", "page_title", "menu_label", "error_message", "message"}
"""Names of arguments and of attributes of classes that people read."""
ERRORS = {"ValidationError", "fails"}
MESSAGES = {"success", "info", "warning", "error", "add_error"}


def unworded(source: str) -> list[str]:
    """Return "line: text" of each string of Python that people read, and that no translation is asked for."""
    tree = ast.parse(source)
    found = [(node.lineno, text_of(node)) for one in ast.walk(tree) for node in read_by_people(one)]
    return [f"{line}: {text}" for line, text in sorted(found) if set(WORD.findall(text)) - NAMES]


def read_by_people(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        yield from (one.value for one in node.keywords if one.arg in WORDED)
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in ERRORS:
            yield from [*node.args[:1], *(one.value for one in node.keywords if name == "fails")]
        if name in MESSAGES and isinstance(node.func, ast.Attribute):
            yield from node.args[1:2]
    if isinstance(node, ast.ClassDef) and "AppConfig" not in {getattr(one, "id", "") for one in node.bases}:
        is_choice = any(getattr(one, "attr", "").endswith("Choices") for one in node.bases)
        for one in node.body:
            if isinstance(one, ast.Assign) and getattr(one.targets[0], "id", "") in WORDED:
                yield one.value
            if is_choice and isinstance(one, ast.Assign) and isinstance(one.value, ast.Tuple):
                yield one.value.elts[-1]


def text_of(node: ast.expr) -> str:
    """Return the words of a string, or of the constant parts of an f-string."""
    if isinstance(node, ast.JoinedStr):
        return " ".join(part.value for part in node.values if isinstance(part, ast.Constant))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def templates() -> list[Path]:
    """Return our templates; the style guide is for those who build the site."""
    found = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.txt")]
    return sorted(one for one in found if one.name not in ("styleguide.html",))


def modules() -> list[Path]:
    """Return our modules; commands and the loader of packages speak to operators, and the demo is data."""
    found = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    skipped = {"migrations", "management", "demo", "styleguide.py"}
    return sorted(one for one in found if not skipped & set(one.parts) and short(one) != "authoring/files.py")


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", templates(), ids=short)
def test_a_template_translates_its_words(path):
    assert bare_words(path.read_text(encoding="utf-8"), path.suffix == ".html") == []


@pytest.mark.parametrize("path", modules(), ids=short)
def test_a_module_translates_its_words(path):
    assert unworded(path.read_text(encoding="utf-8")) == []


class TestTheTemplateCheck:
    @pytest.mark.parametrize(
        "source",
        [
            "<p>Hello</p>",
            '<p aria-label="Hello">{{ name }}</p>',
            "{% translate 'Name' %}: first name",
            "<p>{{ count }} people</p>",
            "{% if one %}<b>Hello</b>{% endif %}",
        ],
    )
    def test_sees_bare_words(self, source):
        assert bare_words(source) != []

    @pytest.mark.parametrize(
        "source",
        [
            "<p>{% blocktranslate %}Hello{% endblocktranslate %}</p>",
            '<p class="hello" title="{% translate "Hello" %}">{# Hello #}</p>',
            "{% comment %}Hello{% endcomment %}",
            "<style>p { color: red }</style><script>hello()</script>",
            "<a>PDF</a>",
            "{% block body_class %}lesson{% endblock %}",
        ],
    )
    def test_leaves_the_rest(self, source):
        assert bare_words(source) == []

    def test_sees_the_words_of_a_mail(self):
        assert bare_words("Hello {{ name }}", is_html=False) == ["1: Hello"]

    def test_names_the_line(self):
        assert bare_words("{# one #}\n\n<p>Hello</p>") == ["3: Hello"]


class TestTheModuleCheck:
    @pytest.mark.parametrize(
        "source",
        [
            'forms.CharField(label="Name")',
            'forms.CharField(help_text=f"Up to {n} letters")',
            'raise ValidationError("Too long")',
            'raise fails(text="Too long")',
            'messages.success(request, "Saved")',
            'self.add_error("name", "Too long")',
            'class Meta:\n    verbose_name = "team"',
            'class State(models.TextChoices):\n    DONE = "done", "completed"',
        ],
    )
    def test_sees_bare_words(self, source):
        assert unworded(source) != []

    @pytest.mark.parametrize(
        "source",
        [
            'forms.CharField(label=_("Name"))',
            'forms.CharField(label="")',
            'raise ValueError("Too long")',
            'class Meta:\n    verbose_name = _("team")',
        ],
    )
    def test_leaves_the_rest(self, source):
        assert unworded(source) == []

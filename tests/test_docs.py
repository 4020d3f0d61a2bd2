"""What is written down is true: paths, names, commands, settings and accounts in the documents.

No database, no network. Helpers return what was found wrong, so that a failure names it.
"""

import ast
import importlib
import importlib.util
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from authoring.schema import ALLOWED
from courses.blocks import LessonBody
from ipslearn.demo.people import PASSWORD, PEOPLE

MODELS = {model.__name__: model for model in apps.get_models()}
ROOT = Path(__file__).resolve().parents[1]
RECORDS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "curriculum/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
# What commands create; it is named in the documents and not there on a clean checkout.
CREATED = {".venv", "var", "screenshots"}
NOT_OURS = {*CREATED, ".git", ".hypothesis", ".ruff_cache", ".import_linter_cache", "__pycache__", "node_modules"}
PACKAGES = {"ipslearn", "courses", "authoring"}
FILE_TYPES = {".md", ".py", ".toml", ".txt", ".yaml", ".sh", ".css", ".js"}
# Written in two parts, so that this file does not hold what it forbids.
REGISTRIES = ["pypi" + ".org", "files.python" + "hosted", "registry." + "npmjs", "deb." + "debian"]


@cache
def files() -> list[Path]:
    """Return every file of the repository, whether or not it is committed yet."""
    found, pending = [], [ROOT]
    while pending:
        for path in pending.pop().iterdir():
            if path.name not in NOT_OURS:
                (pending if path.is_dir() else found).append(path)
    return found


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code_in(text: str) -> list[str]:
    """Return what stands in backticks and the lines of code blocks, without the text around them."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    indented = re.findall(r"^ {4}(\S.*)$", text, flags=re.MULTILINE)
    return re.findall(r"`([^`\n]+)`", text) + indented + [line for block in fenced for line in block.splitlines()]


def spans_in(path: Path) -> list[str]:
    return re.findall(r"`([^`\n]+)`", path.read_text(encoding="utf-8"))


def table_below(path: Path, heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading, without its two first lines."""
    text = path.read_text(encoding="utf-8")
    below = text[re.search(rf"^#+ {re.escape(heading)}$", text, flags=re.MULTILINE).end() :]
    table = re.search(r"(?:^\|.*\|\n)+", below, flags=re.MULTILINE).group()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def bare(cell: str) -> str:
    return cell.strip("`")


@pytest.fixture(params=DOCUMENTS, ids=named)
def document(request) -> Path:
    return request.param


class TestLinksAndNames:
    def test_every_relative_link_leads_to_a_file(self, document):
        links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", document.read_text(encoding="utf-8")))
        links = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#|/", link)]
        assert [link for link in links if not (document.parent / link).exists()] == []

    def test_every_path_in_backticks_is_there(self, document):
        """From the root, or the end of some path: a file in a folder that is gone belongs to neither."""
        top = {path.name for path in ROOT.iterdir()} - NOT_OURS
        paths = [span for span in spans_in(document) if re.fullmatch(r"[\w.-]+(/[\w.-]*)+", span)]
        paths = [path for path in paths if path.split("/")[0] not in NOT_OURS]
        paths = [path for path in paths if path.split("/")[0] in top or Path(path).suffix in FILE_TYPES]
        ends = tuple(f"/{named(path)}" for path in files())
        missing = [path for path in paths if not (ROOT / path).exists()]
        assert [path for path in missing if not any(end.endswith(f"/{path}") for end in ends)] == []

    def test_every_file_name_in_backticks_is_there(self, document):
        names = {path.name for path in files()}
        # Names that house style rules out.
        ruled_out = {"utils.py", "helpers.py", "services.py", "signals.py"}
        spans = [span for span in spans_in(document) if re.fullmatch(r"[\w-]+\.[a-z]+", span)]
        missing = [span for span in spans if Path(span).suffix in FILE_TYPES and span not in names | ruled_out]
        assert missing == []

    def test_every_dotted_name_of_ours_exists(self, document):
        spans = [span for span in spans_in(document) if re.fullmatch(r"\w+(\.\w+)+", span)]
        spans = [span for span in spans if span.split(".")[0] in PACKAGES and Path(span).suffix not in FILE_TYPES]
        assert [span for span in spans if not exists(span)] == []

    @pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=named)
    def test_the_readme_leads_to_every_page(self, page):
        assert f"({named(page)})" in (ROOT / "README.md").read_text(encoding="utf-8")


def exists(dotted: str) -> bool:
    """Say whether `dotted` is a module, or an attribute of one. Modules are not imported, but for attributes."""
    parts = dotted.split(".")
    for end in range(len(parts), 0, -1):
        name = ".".join(parts[:end])
        try:
            found = importlib.util.find_spec(name)
        except ModuleNotFoundError:
            continue
        if found is None:
            continue
        thing = importlib.import_module(name) if end < len(parts) else None
        for attribute in parts[end:]:
            if not hasattr(thing, attribute):
                return False
            thing = getattr(thing, attribute)
        return True
    return False


class TestCommands:
    def test_every_make_target_is_in_the_makefile(self, document):
        targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
        code = "\n".join(code_in(document.read_text(encoding="utf-8")))
        assert set(re.findall(r"(?:^|[\s;&])make ([a-z]+)", code, flags=re.MULTILINE)) <= targets

    def test_every_manage_py_command_exists(self, document):
        code = "\n".join(code_in(document.read_text(encoding="utf-8")))
        assert set(re.findall(r"manage\.py (\w+)", code)) <= set(get_commands())

    def test_every_target_is_explained_at_the_head_of_the_makefile(self):
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        phony = set(re.search(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE).group(1).split())
        explained = set(re.findall(r"^# make ([a-z]+)", makefile, flags=re.MULTILINE))
        assert phony - explained <= {"lint", "clean"}

    def test_scripts_that_make_calls_are_there(self):
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert [path for path in re.findall(r"scripts/[\w.]+", makefile) if not (ROOT / path).is_file()] == []


def environment_of(name: str) -> dict[str, str]:
    """Return {variable: default} that a settings module reads: "required" without one, "" if it is computed."""
    tree = ast.parse((ROOT / "ipslearn" / "settings" / name).read_text(encoding="utf-8"))
    found = {}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        reader = call.func.value if isinstance(call.func, ast.Attribute) else call.func
        if isinstance(reader, ast.Name) and reader.id == "env":
            default = next((word.value for word in call.keywords if word.arg == "default"), None)
            found[call.args[0].value] = "required" if default is None else as_written(default)
    return found


def as_written(default: ast.expr) -> str:
    """Return a default as one would write it into the environment; "" where it is computed."""
    try:
        value = ast.literal_eval(default)
    except ValueError:
        return ""
    if value == []:
        return "empty"
    return str(value).lower() if isinstance(value, bool) else str(value)


class TestEnvironment:
    TABLE = {bare(row[0]): bare(row[1]) for row in table_below(ROOT / "docs" / "operating.md", "Environment")}
    READ = environment_of("base.py") | environment_of("production.py")

    def test_the_table_names_what_the_settings_read(self):
        assert set(self.TABLE) == set(self.READ)

    @pytest.mark.parametrize("name", [name for name, default in READ.items() if default])
    def test_the_default_is_the_one_in_the_settings(self, name):
        assert self.TABLE.get(name) == self.READ[name]

    def test_secrets_have_no_default(self):
        assert self.READ["SECRET_KEY"] == "required"


class TestRecords:
    def test_they_are_numbered_without_gaps(self):
        assert [int(path.name[:4]) for path in RECORDS] == list(range(1, len(RECORDS) + 1))

    @pytest.mark.parametrize("path", RECORDS, ids=named)
    def test_the_title_has_the_number_of_the_file(self, path):
        assert path.read_text(encoding="utf-8").startswith(f"# {path.name[:4]} ")

    @pytest.mark.parametrize("path", RECORDS, ids=named)
    def test_it_has_its_four_sections(self, path):
        sections = re.findall(r"^## (.*)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert sections == ["Context", "Decision", "Rejected", "Consequences"]


class TestTables:
    """Tables that repeat what the code says."""

    def test_the_accounts_of_the_readme_are_the_demos(self):
        rows = [[bare(cell) for cell in row] for row in table_below(ROOT / "README.md", "Try it")]
        assert rows == [[person.role, person.name, person.email, PASSWORD] for person in PEOPLE]

    def test_the_blocks_are_those_of_a_lesson(self):
        rows = table_below(ROOT / "docs" / "authoring.md", "Blocks")
        assert [bare(row[0]) for row in rows] == list(LessonBody().child_blocks)

    def test_the_records_are_tables_with_these_columns(self):
        rows = table_below(ROOT / "docs" / "architecture.md", "The learner's records")
        columns = {row[0]: row[2].split(", ") for row in rows}
        fields = {
            name: [field.name for field in MODELS[name]._meta.concrete_fields if not field.primary_key]
            for name in columns
        }
        assert columns == fields

    def test_the_layers_are_those_of_the_first_contract(self):
        contract = pyproject()["tool"]["importlinter"]["contracts"][0]
        text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
        drawn = re.search(r"^```\n(ipslearn\.urls.*?)^```", text, flags=re.MULTILINE | re.DOTALL).group(1)
        assert [re.split(r"\s{2,}", line)[0] for line in drawn.splitlines()] == contract["layers"]

    def test_the_pure_rules_are_those_of_the_contract(self):
        contract = next(one for one in pyproject()["tool"]["importlinter"]["contracts"] if one["type"] == "forbidden")
        text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
        sentence = re.search(r"^Rules are pure: (.*?)$\n\n", text, flags=re.MULTILINE | re.DOTALL).group(1)
        paths = re.findall(r"`([\w/]+?)(?:\.py|/)`", sentence)
        assert {path.replace("/", ".") for path in paths} == set(contract["source_modules"])

    def test_the_settings_of_a_package_are_those_that_are_read(self):
        rows = table_below(ROOT / "curriculum" / "README.md", "Front matter")
        read = {*ALLOWED["course"], *ALLOWED["module"], *ALLOWED["lesson"]}
        assert {bare(row[0]).strip("[]") for row in rows} == read

    @pytest.mark.parametrize(
        ("heading", "listed"),
        [
            ("The site", lambda project: project["project"]["dependencies"]),
            ("For an organisation", lambda project: project["project"]["optional-dependencies"]["production"]),
            ("For development", lambda project: project["dependency-groups"]["dev"]),
        ],
    )
    def test_every_direct_dependency_has_its_line(self, heading, listed):
        rows = table_below(ROOT / "docs" / "dependencies.md", heading)
        assert [row[0] for row in rows] == [re.match(r"[\w-]+", one).group() for one in listed(pyproject())]


def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("address", REGISTRIES)
def test_no_file_names_a_registry(address):
    assert [named(path) for path in files() if address.encode() in path.read_bytes()] == []

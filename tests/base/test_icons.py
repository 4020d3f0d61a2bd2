"""The sprite is loaded by every page: it holds the icons that are used, and no other."""

import re
from pathlib import Path

from ipslearn.base.principles import PRINCIPLES
from ipslearn.base.templatetags.components import STATES

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"icon[ =]\"([\w-]+)\"|icon\|default:\"([\w-]+)\"")


def drawn() -> set[str]:
    return set(re.findall(r'<symbol id="icon-([\w-]+)"', (ROOT / "static/icons/sprite.svg").read_text()))


def used() -> set[str]:
    templates = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("templates/**/*.html"))
    named = {name for pair in NAMED.findall(templates) for name in pair if name}
    return named | {symbol for symbol, _word in STATES.values()} | {one.icon for one in PRINCIPLES}


def test_what_is_used_is_drawn():
    assert used() - drawn() == set()


def test_what_is_drawn_is_used():
    assert drawn() - used() == set()

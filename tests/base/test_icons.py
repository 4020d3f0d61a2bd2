"""Every page loads the sprite, some that of the principles: they hold the icons that are used, and no other."""

import re
from pathlib import Path

from ipslearn.base.principles import PRINCIPLES
from ipslearn.base.templatetags.components import STATES

ROOT = Path(__file__).parents[2]
NAMED_BY_SCREENS = {"quiz"}
NAMED = re.compile(r"icon[ =]\"([\w-]+)\"|icon\|default:\"([\w-]+)\"")


def drawn() -> set[str]:
    sheets = "".join((ROOT / f"static/icons/{name}.svg").read_text() for name in ("sprite", "principles"))
    return set(re.findall(r'<symbol id="icon-([\w-]+)"', sheets))


def used() -> set[str]:
    templates = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("templates/**/*.html"))
    named = {name for pair in NAMED.findall(templates) for name in pair if name}
    return named | NAMED_BY_SCREENS | {symbol for symbol, _word in STATES.values()} | {one.icon for one in PRINCIPLES}


def test_what_is_used_is_drawn():
    assert used() - drawn() == set()


def test_what_is_drawn_is_used():
    assert drawn() - used() == set()

"""Which style sheets a page links: all of ours are linked by some, and those of teams together."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from ipslearn.base.templatetags.components import TEAM_STYLESHEETS, stylesheets

LINKED = re.compile(r'/css/(\w+)\.css"')


def test_every_file_is_linked_once():
    names = LINKED.findall(stylesheets(questions=True, quizzes=True, teams=True))
    assert sorted(names) == sorted(path.stem for path in Path(finders.find("css/main.css")).parent.glob("*.css"))


def test_those_of_teams_come_with_the_pages_of_teams():
    assert set(LINKED.findall(stylesheets(teams=True))) - set(LINKED.findall(stylesheets())) == set(TEAM_STYLESHEETS)

r"""The signs that mean something in GIFT: `: # = ~ { }`, each of them plain text behind a backslash. No Django.

While a question is taken apart, escaped signs are hidden behind control characters, which no file holds.

    shown(hidden(r"1 \= 1")) == "1 = 1"
"""

import re

SIGNS = ":#={}~"
ESCAPE = re.compile(r"\\([\\:#={}~n])")
HIDDEN = {sign: chr(number) for number, sign in enumerate(SIGNS, start=1)} | {"n": chr(len(SIGNS) + 1), "\\": "\\"}
SHOWN = {ord(code): "\n" if sign == "n" else sign for sign, code in HIDDEN.items() if sign != "\\"}
TO_ESCAPE = re.compile(r"[\\:#={}~\n]")
FORMAT = re.compile(r"^\[(html|markdown|plain|moodle)\]")


def hidden(text: str) -> str:
    return ESCAPE.sub(lambda found: HIDDEN[found[1]], text)


def shown(text: str) -> str:
    return text.translate(SHOWN)


def escaped(text: str) -> str:
    return TO_ESCAPE.sub(lambda found: "\\n" if found[0] == "\n" else f"\\{found[0]}", text)

"""The message catalogs: every message is translated, none is fuzzy or out of use, and each keeps its values and tags.

Where gettext is installed, the source is read as well: no message of it may be missing in the catalog.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ipslearn.base.catalogs import ROOT, asked, catalogs, problems

CATALOG = "locale/ja/LC_MESSAGES/django.po"


def main(root: Path = ROOT) -> int:
    found = [problem for path in catalogs(root) for problem in problems(path)]
    if shutil.which("xgettext") is None:
        print("Messages of the source: not checked, gettext is not installed.")
    else:
        found += missing(root)
    for problem in found:
        print(problem)
    print(f"Message catalogs: {len(catalogs(root))} checked, {len(found)} problems.")
    return 1 if found else 0


def missing(root: Path) -> list[str]:
    """Return the messages of the source that the catalog does not have: makemessages is run on a copy."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        names = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for name in names.split("\0"):
            if (
                name.endswith((".py", ".html", ".txt", ".po"))
                and not name.startswith("tests/")
                and (root / name).exists()
            ):
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / name, copy / name)
        (copy / "var").mkdir()
        command = [sys.executable, "manage.py", "makemessages", "--locale", "ja", "--no-location", "--verbosity", "0"]
        subprocess.run(command, cwd=copy, check=True, stdout=subprocess.DEVNULL)
        new = asked([copy / CATALOG]) - asked([root / CATALOG])
    return [f"not in {CATALOG}: {message}" for _context, message in sorted(new, key=str)]


if __name__ == "__main__":
    sys.exit(main())

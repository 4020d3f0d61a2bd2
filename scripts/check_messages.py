"""The message catalogs: every file in locale/ compiles, and no message is marked fuzzy."""

import shutil
import subprocess
import sys
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def main() -> int:
    catalogs = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
    if shutil.which("msgfmt") is None:
        print("Message catalogs: not checked, gettext is not installed.")
        return 0
    for catalog in catalogs:
        subprocess.run(["msgfmt", "--check", "--output-file", "/dev/null", str(catalog)], check=True)
        if "#, fuzzy" in catalog.read_text(encoding="utf-8"):
            print(f"{catalog}: has fuzzy messages")
            return 1
    print(f"Message catalogs: {len(catalogs)} checked.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Which Chromium is used, and how it is started: here and for `make screenshots`."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
MISSING = "No Chromium was found (Debian: apt-get install chromium; or CHROMIUM=path)"


def find_chromium() -> str | None:
    """Return the path of the browser that CHROMIUM names, or else of an installed one."""
    names = (os.environ["CHROMIUM"],) if os.environ.get("CHROMIUM") else NAMES
    return next((path for name in names if (path := shutil.which(name))), None)

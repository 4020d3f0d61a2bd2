"""Compile the message catalogs that changed since; a fraction of a second where none did."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ipslearn.base.catalogs import compile_stale

if __name__ == "__main__":
    compile_stale()

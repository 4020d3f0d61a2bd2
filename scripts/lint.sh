#!/bin/sh
# What can be checked without running the site.
set -eu
ruff check .
ruff format --check .
lint-imports
git ls-files -z "templates/*.html" | xargs -0 djade --target-version 5.2 --check

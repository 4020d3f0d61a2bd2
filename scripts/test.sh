#!/bin/sh
# Every check. Tests use the database and cache of DATABASE_URL and CACHE_URL, otherwise SQLite and memory.
set -eu
export DJANGO_SETTINGS_MODULE=ipslearn.settings.test
mkdir -p var
scripts/lint.sh
python scripts/compile_messages.py
python manage.py check --fail-level WARNING
python manage.py makemigrations --check --dry-run
python scripts/check_messages.py
python -m pytest --quiet -n auto "$@"

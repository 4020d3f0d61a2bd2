#!/bin/sh
# Prepare the demo (nothing that is there changes) and serve it until Ctrl-C.
set -eu
export DJANGO_SETTINGS_MODULE=ipslearn.settings.dev DEBUG=false
export BASE_URL="http://127.0.0.1:$PORT"
mkdir -p var
"$PYTHON" scripts/compile_messages.py
"$PYTHON" manage.py migrate --verbosity 0
"$PYTHON" manage.py load_curriculum
"$PYTHON" manage.py create_demo
# Newer gunicorns open a socket to be controlled by; nobody needs it here.
quiet=
if "$PYTHON" -m gunicorn --help | grep -q -- --no-control-socket; then quiet=--no-control-socket; fi
echo "  IPS Learn is on $BASE_URL/en/ (Ctrl-C stops it)"
echo
exec "$PYTHON" -m gunicorn ipslearn.wsgi:application --bind "127.0.0.1:$PORT" --workers 1 --threads 4 --log-level warning $quiet

"""Production settings read the environment, and a missing secret stops the start."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

ENOUGH = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "learn.example.org",
    "EMAIL_URL": "smtp://localhost:25",
    "DEFAULT_FROM_EMAIL": "no-reply@example.org",
}
PROGRAM = """
import django
django.setup()
from django.conf import settings
print(settings.DEBUG, settings.DEMO_ALLOWED, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)
"""


def start(environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = {**kept, **environment, "DJANGO_SETTINGS_MODULE": "ipslearn.settings.production"}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )


def test_starts_with_everything_given_and_is_strict():
    assert start(ENOUGH).stdout.split() == ["False", "False", "True", "True"]


@pytest.mark.parametrize("missing", ENOUGH)
def test_refuses_to_start_without(missing):
    result = start({name: value for name, value in ENOUGH.items() if name != missing})
    assert result.returncode != 0
    assert missing in result.stderr

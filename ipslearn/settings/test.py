"""Tests: the database and cache of the environment, otherwise SQLite and local memory."""

import os
import tempfile

from .dev import *  # noqa: F403

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = tempfile.mkdtemp(prefix="ipslearn-test-media-")
STORAGES["private"]["OPTIONS"]["location"] = tempfile.mkdtemp(prefix="ipslearn-test-private-")  # noqa: F405
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
WHITENOISE_AUTOREFRESH = False
# The same queries with every cache: sessions stay in the database.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# Each of several test processes has a Redis database of its own, since every test begins with an empty cache.
if CACHES["default"]["BACKEND"].endswith("RedisCache"):  # noqa: F405
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    server = CACHES["default"]["LOCATION"].rpartition("/")[0]  # noqa: F405
    CACHES["default"]["LOCATION"] = f"{server}/{2 + worker % 13}"  # noqa: F405

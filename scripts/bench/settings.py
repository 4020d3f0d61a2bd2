"""The measured site: the production settings, with a view to compare with and a header that counts queries."""

import os
from pathlib import Path

os.environ |= {
    "SECRET_KEY": "of a benchmark that lives for some minutes",
    "ALLOWED_HOSTS": "127.0.0.1",
    "EMAIL_URL": "dummymail://",
    "DEFAULT_FROM_EMAIL": "IPS Learn <no-reply@example.org>",
    "SECURE_SSL_REDIRECT": "false",
}

from ipslearn.settings.production import *  # noqa: F403

ROOT_URLCONF = "scripts.bench.site"
MIDDLEWARE = ["scripts.bench.site.count_queries", *MIDDLEWARE]  # noqa: F405
TEMPLATES[0]["DIRS"].append(Path(__file__).parent)  # noqa: F405
STATIC_ROOT = Path(os.environ["BENCH_FOLDER"]) / "static"
# Learners' pages use the project's own files only; the editor's need not be collected.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
CACHES["default"]["KEY_PREFIX"] = os.environ["BENCH_PREFIX"]  # noqa: F405
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "loggers": {"django.request": {"handlers": ["console"]}},
}

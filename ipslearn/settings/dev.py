"""A developer's machine and the demo: SQLite, mail on the console, nothing to configure."""

from .base import *  # noqa: F403
from .base import env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = "for development only; production reads its own from the environment"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
EMAIL_BACKEND = env("EMAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = "IPS Learn <no-reply@example.org>"
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DEMO_ALLOWED = True
# WhiteNoise warns of a folder that is not there, although here it serves the source files themselves.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405

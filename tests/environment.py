"""The environment of the tests, set before the settings load: as production, without HTTPS and without a service."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["SECRET_KEY"] = "test-only-" + "0123456789" * 5
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or "sqlite:///:memory:"
os.environ["REDIS_URL"] = os.environ.get("TEST_REDIS_URL", "")
if os.environ["REDIS_URL"]:
    # Each worker empties its own cache between tests
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    os.environ["CACHE_URL"] = f"{os.environ['REDIS_URL'].rstrip('/')}/{2 + worker % 12}"
os.environ["HTTPS"] = "false"
os.environ["DEMO"] = "false"
os.environ["EMAIL_URL"] = "memorymail://"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the thread of the tests
os.environ["STATICFILES_STORAGE"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="ogmp-test-"))
Path(os.environ["VAR_DIR"], "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where there is none

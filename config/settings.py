"""One settings file; the environment gives the values (`.env.example` names them all).

With `DEMO=1` the portal runs on a loopback address with demonstration data and no service. Without it this is
production: a missing SECRET_KEY, ALLOWED_HOSTS or DATABASE_URL stops the start.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from foundation.audit.logs import logging_config
from foundation.ui.keys import kept_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)


def required(name, demo):
    """The value of `name`; in a demonstration the value of `demo()` when it is not set."""
    value = env(name, default="")
    if value:
        return value
    if DEMO:
        return demo()
    raise ImproperlyConfigured(f"ยังไม่ได้ตั้งค่า {name} ดูตัวอย่างในไฟล์ .env.example | {name} is not set: see .env.example")


# Hosts and keys
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
SECRET_KEY = required("SECRET_KEY", lambda: kept_secret(VAR_DIR / "secret_key"))
if len(SECRET_KEY) < 50 and not DEMO:
    raise ImproperlyConfigured("SECRET_KEY สั้นเกินไป ต้องยาวอย่างน้อย 50 ตัวอักษร | SECRET_KEY needs 50 signs or more")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = required("ALLOWED_HOSTS", lambda: ",".join(LOOPBACK)).split(",")
if DEMO and not set(ALLOWED_HOSTS) <= {*LOOPBACK, "testserver"}:
    raise ImproperlyConfigured("DEMO=1 ใช้ได้เฉพาะบนเครื่องนี้ (127.0.0.1) | DEMO=1 works only on a loopback host")
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000" if DEMO else f"https://{ALLOWED_HOSTS[0]}")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])

# Apps: the order of docs, highest first; foundation.ui stands before django.contrib.admin for its templates
INSTALLED_APPS = [
    "portal",
    "kpis",
    "ecosystem",
    "plans",
    "pm25",
    "agendas",
    "workgroups",
    "places",
    "foundation.notices",
    "foundation.documents",
    "foundation.accounts",
    "foundation.audit",
    "foundation.ui",
    "foundation.thai",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "foundation.audit.middleware.RequestIdMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "foundation.ui.middleware.PlainTextMiddleware",
    "csp.middleware.CSPMiddleware",
    # outside of sessions and languages, which a kept page needs no more; inside of what every answer gets anew
    "portal.middleware.PageCacheMiddleware",
    "portal.replicas.ReplicaMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "foundation.accounts.middleware.SessionAgeMiddleware",
    "foundation.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.ui.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "foundation.ui.templatetags.ui",
                "foundation.thai.templatetags.thai",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database: SQLite in WAL with immediate transactions, or PostgreSQL with a pool (web) or a kept connection (worker)
DATABASES = {"default": env.db_url_config(required("DATABASE_URL", lambda: f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"))}
if env("REPLICA_DATABASE_URL", default=""):
    DATABASES["replica"] = env.db("REPLICA_DATABASE_URL") | {"TEST": {"MIRROR": "default"}}
    if {database["ENGINE"] for database in DATABASES.values()} != {"django.db.backends.postgresql"}:
        raise ImproperlyConfigured(
            "REPLICA_DATABASE_URL ใช้ได้กับ PostgreSQL เท่านั้น | REPLICA_DATABASE_URL works with PostgreSQL only"
        )
    DATABASE_ROUTERS = ["portal.replicas.ReplicaRouter"]
REPLICA_MAX_LAG = env.int("REPLICA_MAX_LAG", default=10)  # seconds; behind by more, it is not read from
for database in DATABASES.values():
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["CONN_MAX_AGE"] = 60  # opening the file anew takes longer than most pages
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA journal_size_limit=67108864;",
        }
    elif env.bool("DATABASE_POOL", default=False):
        database["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 4, "timeout": 5}}
    else:
        database |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if "replica" in DATABASES:  # one that hangs must not hold up a page
    DATABASES["replica"]["OPTIONS"] = DATABASES["replica"].get("OPTIONS", {}) | {
        "connect_timeout": 2,
        "options": "-c default_transaction_read_only=on",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis: the broker on one database, the cache on another; without it the cache is the process's own
REDIS_URL = env("REDIS_URL", default="")
CACHES = {
    "default": {
        "BACKEND": "foundation.accounts.caches.SteadyRedisCache",
        "LOCATION": env("CACHE_URL", default=f"{REDIS_URL.rstrip('/')}/1"),
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
if REDIS_URL:
    # Kept pages stand apart from what counts failed sign-ins, so that no visitor can push those out
    CACHES["pages"] = CACHES["default"] | {"KEY_PREFIX": "pages"}
# Pages for people who are not signed in, kept for so long unless something changes; 0 keeps none
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=60)
PAGE_CACHE_APPS = ["agendas", "audit", "ecosystem", "kpis", "plans", "pm25", "portal", "workgroups"]

# Celery: figures tried against killed workers; the ledger is the result, so none is kept here
CELERY_BROKER_URL = f"{REDIS_URL.rstrip('/')}/0" if REDIS_URL else "memory://"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_TASK_RETRY_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 30,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
    "health_check_interval": 25,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Bangkok"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
SCHEDULE_SECONDS = env.int("SCHEDULE_SECONDS", default=3600)
# A ring that nobody heard before the next one is of no use: without workers the queue stays short
CELERY_BEAT_SCHEDULE = {
    name: {"task": task, "schedule": seconds, "options": {"expires": seconds}}
    for name, task, seconds in (
        ("pm25.import_due", "pm25.tasks.import_due", min(SCHEDULE_SECONDS, 600)),
        ("kpis.check_kpis", "kpis.tasks.check_kpis", max(SCHEDULE_SECONDS, 600)),
        ("agendas.send_reminders", "agendas.tasks.send_reminders", min(SCHEDULE_SECONDS, 3600)),
        ("notices.send_due", "foundation.notices.tasks.send_due", min(SCHEDULE_SECONDS, 60)),
    )
}

# Readings
IMPORT_TRUSTED_HOSTS = env.list("IMPORT_TRUSTED_HOSTS", default=[])
IMPORT_CA_BUNDLES = env.json("IMPORT_CA_BUNDLES", default={})
AIR4THAI_URL = env("AIR4THAI_URL", default="https://air4thai.pcd.go.th")
COMPLETENESS_PERCENT = env.int("COMPLETENESS_PERCENT", default=75)

# Language and time: Thai first
LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
USE_THOUSAND_SEPARATOR = False

# Assets: our own in static/, npm packages by a list of what is served
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "foundation.ui.finders.PackageFinder",
]
NODE_MODULES = BASE_DIR / "node_modules"
PACKAGE_FILES = {
    "bootstrap": ["dist/css/bootstrap.min.css", "dist/css/bootstrap.min.css.map"],
    "uplot": ["dist/uPlot.iife.min.js", "dist/uPlot.min.css"],
    "@fontsource/sarabun": [
        f"files/sarabun-{script}-{weight}-normal.woff2" for script in ("thai", "latin") for weight in (400, 600)
    ],
}
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env("STATICFILES_STORAGE", default="whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
MEDIA_ROOT = Path(env("PRIVATE_FILES_DIR", default=str(VAR_DIR / "files")))
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["foundation.accounts.backends.SignInBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "foundation.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "foundation.accounts.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
PASSWORD_RESET_TIMEOUT = 2 * 3600
# Failures: "key" is account and address together (accounts.adapters); whole offices sign in from one address
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "5/15m/key,50/h/ip",
    "reset_password": "20/h/ip,5/h/key",
    "change_password": "10/h/user",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_ADAPTER = "foundation.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "foundation.accounts.forms.AddKeyForm",
    "edit_webauthn": "foundation.accounts.forms.EditKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "OG&MP"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
ACCOUNT_REAUTHENTICATION_REQUIRED = SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": env.json("OPENID_CONNECT_APPS", default=[]), "OAUTH_PKCE_ENABLED": True}
}
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "foundation.accounts.passwords.LengthValidator"},
    {"NAME": "foundation.accounts.passwords.CommonPasswordValidator"},
]
INVITATION_DAYS = 7

# Cookies, headers and the content policy
HTTPS = env.bool("HTTPS", default=not DEMO)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if env.bool("TRUST_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_SECONDS = 30 * 60
CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# Mail and the people behind the portal
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://" if DEMO else "smtp://localhost:25")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL", default="no-reply@localhost")
SECRETARIAT_EMAIL = env("SECRETARIAT_EMAIL", default="")
SECURITY_EMAIL = env("SECURITY_EMAIL", default=SECRETARIAT_EMAIL)
ADMIN_PATH = env("ADMIN_PATH", default="secretariat/")

# Import and export in the admin
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

LOGGING = logging_config(
    as_json=env.bool("LOG_JSON", default=not DEMO), level=env("LOG_LEVEL", default="WARNING" if DEMO else "INFO")
)
SITE_NAME = _("ภาครัฐระบบเปิด")
SILENCED_SYSTEM_CHECKS = []

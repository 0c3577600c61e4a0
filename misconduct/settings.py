"""Settings: one file for every place the software runs; what differs comes from the environment."""

from datetime import timedelta
from pathlib import Path

import environ
from celery.schedules import crontab

from misconduct import environment

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.text("SECRET_KEY", "only-for-development" * 4 if DEBUG else None)
ALLOWED_HOSTS = environment.items("ALLOWED_HOSTS", "localhost,127.0.0.1")
CSRF_TRUSTED_ORIGINS = environment.items("CSRF_TRUSTED_ORIGINS")

# Who runs this installation
FORCE_NAME = environment.text("FORCE_NAME", "Wessex Vale Police")
FORCE_PREFIX = environment.text("FORCE_PREFIX", "WV")
# Keys that seal who a confidential reporter is: the first encrypts, all of them open.
REPORTER_KEYS = environment.items("REPORTER_KEY")
# The address at the head of letters. Only the invented force has one of its own.
LETTER_ADDRESS = environment.items(
    "LETTER_ADDRESS",
    "Force Headquarters,Vale Road,Wessbridge WV1 1AA" if FORCE_NAME == "Wessex Vale Police" else "",
)
DEMO_SIGN_INS_SHOWN = environment.flag("DEMO_SIGN_INS_SHOWN")

INSTALLED_APPS = [
    "misconduct.core",
    "misconduct.audit",
    "misconduct.accounts",
    "misconduct.imports",
    "officers",
    "cases",
    "cases.flags",
    "cases.clocks",
    "cases.closure",
    "cases.contacts",
    "cases.investigations",
    "cases.notices",
    "cases.merges",
    "cases.periods",
    "cases.proceedings",
    "cases.reviews",
    "cases.triage",
    "cases.watches",
    "reports",
    "allauth",
    "allauth.account",
    "csp",
    "django_cotton",
    "django_filters",
    "pghistory",
    "pgtrigger",
    "whitenoise.runserver_nostatic",
    "misconduct.accounts.admin_config.ReadOnlyAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

BEHIND_PROXY = environment.flag("BEHIND_PROXY")
MIDDLEWARE = [
    "misconduct.core.proxy.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "misconduct.audit.middleware.RequestContextMiddleware",
    "misconduct.audit.middleware.DenialMiddleware",
    "misconduct.accounts.middleware.TemporaryPasswordMiddleware",
    "misconduct.accounts.middleware.NothingKeptMiddleware",
]

ROOT_URLCONF = "misconduct.urls"
WSGI_APPLICATION = "misconduct.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "misconduct.core.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "misconduct.accounts.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "misconduct.core.forms.renderer.GovukRenderer"

# The serving role has only the rights it needs; the owner migrates. With one address, it does both.
_POSTGRES = ("postgres", "postgresql")
_SERVING = environ.Env.db_url_config(environment.url("DATABASE_URL", _POSTGRES))
_OWNER_URL = environment.optional_url("DATABASE_OWNER_URL", _POSTGRES)
_AS_OWNER = _OWNER_URL and environment.choice("DATABASE_ROLE", ("serving", "owner")) == "owner"
_DATABASE = environ.Env.db_url_config(_OWNER_URL) if _AS_OWNER else _SERVING
DATABASES = {
    "default": {
        **_DATABASE,
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": environment.whole_number("DATABASE_CONNECTION_SECONDS", 60),
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
}
DATABASE_SERVING_ROLE = _SERVING["USER"] if _OWNER_URL else ""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = environment.url("REDIS_URL", ("redis", "rediss", "unix"))
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

# Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "misconduct.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/10m/ip,5/10m/key"}
SESSION_COOKIE_AGE = int(timedelta(minutes=environment.whole_number("IDLE_MINUTES", 30)).total_seconds())
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Messages name people and cases, and a cookie can be read by whoever uses the browser next.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Transport and headers: HTTPS unless the address is for this machine only.
HTTPS = environment.flag("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# Words, dates and files
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "misconduct.core.formats"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "misconduct" / "core" / "assets"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "evidence": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = Path(environment.text("MEDIA_ROOT", str(BASE_DIR / ".local" / "media")))
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
IMPORTERS = ["officers.imports.roster.ROSTER", "cases.imports.history.HISTORY", "cases.imports.history.SUBJECTLESS"]
IMPORT_MAX_BYTES = environment.whole_number("IMPORT_MAX_MEGABYTES", 200) * 1024 * 1024
EVIDENCE_MAX_BYTES = environment.whole_number("EVIDENCE_MAX_MEGABYTES", 50) * 1024 * 1024
# A ClamAV server. Without one, files are marked as not scanned.
CLAMD_URL = environment.optional_url("CLAMD_URL", ("tcp", "unix"))

# E-mail: reminders of deadlines. Without a mail server each message is written to a file instead.
SERVICE_URL = environment.url("SERVICE_URL", ("https", "http"), "http://localhost:8000").rstrip("/")
EMAIL_HOST = environment.text("EMAIL_HOST", "")
EMAIL_PORT = environment.whole_number("EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_PASSWORD", "")
_EMAIL_SECURITY = environment.choice("EMAIL_SECURITY", ("starttls", "tls", "none"))
EMAIL_USE_TLS, EMAIL_USE_SSL = _EMAIL_SECURITY == "starttls", _EMAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 30
EMAIL_FILE_PATH = MEDIA_ROOT / "unsent-mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", "misconduct-tracker@localhost")

# Work done outside a request. A task carries ids and may run twice.
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_TIME_LIMIT = 1800
CELERY_BEAT_SCHEDULE = {
    "sweep-flag-evaluations": {"task": "flags.sweep", "schedule": timedelta(minutes=1)},
    "evaluate-everyone": {"task": "flags.evaluate_everyone", "schedule": crontab(hour=1, minute=30)},
    "recheck-open-flags": {"task": "flags.recheck_open", "schedule": crontab(hour=3, minute=30)},
    "sweep-flag-service": {"task": "flags.keep_service", "schedule": timedelta(minutes=10)},
    "sweep-evidence-scans": {"task": "evidence.sweep", "schedule": timedelta(minutes=5)},
    "tell-watchers": {"task": "watches.tell", "schedule": crontab(hour=7, minute=30)},
    "sweep-deadlines": {"task": "clocks.sweep", "schedule": timedelta(minutes=10)},
    "sweep-imports": {"task": "imports.sweep", "schedule": timedelta(minutes=1)},
}

PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = "pghistory.ContextJSONField"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "INFO")},
}

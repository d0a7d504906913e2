"""Django's settings. What differs between installations comes from the environment; everything else is decided here."""

import os
from pathlib import Path

from django.utils.csp import CSP

from hoctap.core import cluster, logs
from hoctap.core.keys import load_keys

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("HOCTAP_DATA", ROOT / ".hoctap"))

KEYS = load_keys()
SECRET_KEY = KEYS.secret_key
DEBUG = os.environ.get("HOCTAP_DEBUG") == "1"
ALLOWED_HOSTS = [
    host for host in os.environ.get("HOCTAP_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host
]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("HOCTAP_ORIGINS", "").split(",") if origin]

# Layers, ground last: an app may import only from the ones below it (checked by import-linter).
HOUSE = [
    "hoctap.home",
    "hoctap.reports",
    "hoctap.recognition",
    "hoctap.plans",
    "hoctap.evidence",
    "hoctap.people",
    "hoctap.criteria",
    "hoctap.measures",
    "hoctap.papers",
    "hoctap.notices",
    "hoctap.accounts",
    "hoctap.places",
    "hoctap.audit",
    "hoctap.core",
]
INSTALLED_APPS = [
    *HOUSE,
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "hoctap.core.request_context.RequestContextMiddleware",
    "hoctap.core.metrics.MetricsMiddleware",
    # The guards stand before whatever may answer by itself: health, static files, a failed check of a form.
    "hoctap.core.middleware.BrowserGuardMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "hoctap.core.middleware.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hoctap.accounts.middleware.ActorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hoctap.core.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "hoctap.urls"
WSGI_APPLICATION = "hoctap.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hoctap.accounts.context.actor",
                "hoctap.notices.context.notices",
            ],
        },
    }
]
DATABASES = cluster.database_settings()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["hoctap.accounts.sign_in.PhoneOrNameBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "phone", "full_name")},
    },
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
ACCOUNT_ADAPTER = "hoctap.accounts.sign_in.ClosedSignUp"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "hoctap.accounts.forms.SignInForm",
    "change_password": "hoctap.accounts.forms.NewPasswordForm",
}
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key,60/m/ip", "login": "60/m/ip"}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}}

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("HOCTAP_HTTPS") == "1"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("HOCTAP_HTTPS") == "1" else None
)
SECURE_HSTS_SECONDS = 31_536_000 if os.environ.get("HOCTAP_HTTPS") == "1" else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [directory for directory in [ROOT / "hoctap" / "static"] if directory.is_dir()]
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = DATA / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# What people hand in never lies on the disk before it was looked at: a larger file is not taken at all.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING = logs.configuration(debug=DEBUG, access=os.environ.get("HOCTAP_ACCESS_LOG") == "1")
METRICS_TOKEN = os.environ.get("HOCTAP_METRICS_TOKEN", "")
CSRF_FAILURE_VIEW = "hoctap.core.errors.csrf_failure"

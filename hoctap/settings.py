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
# Earlier values of the HMAC key, with commas: what was sealed with them can still be checked.
OLD_HMAC_KEYS = [key for key in os.environ.get("HOCTAP_OLD_HMAC_KEYS", "").split(",") if key]
SECRET_KEY_FALLBACKS = list(KEYS.old_secret_keys)
DEBUG = os.environ.get("HOCTAP_DEBUG") == "1"
ALLOWED_HOSTS = [
    host for host in os.environ.get("HOCTAP_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host
]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("HOCTAP_ORIGINS", "").split(",") if origin]

# Layers, ground last: an app may import only from the ones below it (checked by import-linter).
HOUSE = [
    "hoctap.home",
    "hoctap.portal",
    "hoctap.reports",
    "hoctap.movements",
    "hoctap.assessments",
    "hoctap.recognition",
    "hoctap.intake",
    "hoctap.associations",
    "hoctap.partners",
    "hoctap.schooling",
    "hoctap.materials",
    "hoctap.reading",
    "hoctap.libraries",
    "hoctap.learning",
    "hoctap.surveys",
    "hoctap.centres",
    "hoctap.plans",
    "hoctap.privacy",
    "hoctap.evidence",
    "hoctap.people",
    "hoctap.criteria",
    "hoctap.measures",
    "hoctap.handovers",
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
    "allauth.mfa",
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
    "hoctap.accounts.devices.middleware.DeviceMiddleware",
    "hoctap.accounts.middleware.ActorMiddleware",
    "hoctap.audit.middleware.ReadsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hoctap.core.middleware.RefusalMiddleware",
    "hoctap.portal.language.LanguageMiddleware",
]
ROOT_URLCONF = "hoctap.urls"
WSGI_APPLICATION = "hoctap.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            # `{% csrf_token %}` bears the key by which a form sent twice is known.
            "builtins": ["hoctap.core.templatetags.form_key"],
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
# scrypt with N = 2^14, r = 8, p = 5: one of the settings that OWASP's Password Storage Cheat Sheet holds equal; of those it takes
# little memory, so that many signing in at once do not fill a small server. A test reads it out of a hash.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "hoctap.accounts.passwords.VietnameseCommonPasswords"},
    {"NAME": "hoctap.accounts.passwords.WordsOfThePlace"},
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
    "reauthenticate": "hoctap.accounts.second_factor.forms.ConfirmForm",
}
# Passwords are counted in `accounts.lockout`; what is left here is counted by account or address alone: codes of a second
# factor, which are asked for after the right password.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key", "login": ""}
# Reverse proxies of our own in front of the server; each appends one address to X-Forwarded-For.
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("HOCTAP_PROXIES", "0"))
SLIP_DAYS = int(os.environ.get("HOCTAP_SLIP_DAYS", "14"))
# everyone: all set up a second factor at their first sign-in and go nowhere before; required: administrators and signers do; offered:
# whoever wants; off: nobody is asked. Where people come by https it is required unless said otherwise.
SECOND_FACTOR = os.environ.get(
    "HOCTAP_SECOND_FACTOR", "required" if os.environ.get("HOCTAP_HTTPS") == "1" else "offered"
)
# An OpenID Connect provider, for instance a province's sign-on. Off while there is no issuer; nobody gets an account by it.
SIGN_ON = {
    "issuer": os.environ.get("HOCTAP_OIDC_ISSUER", ""),
    "client_id": os.environ.get("HOCTAP_OIDC_CLIENT_ID", ""),
    "client_secret": os.environ.get("HOCTAP_OIDC_CLIENT_SECRET", ""),
    "name": os.environ.get("HOCTAP_OIDC_NAME", "tài khoản định danh"),
    "scope": os.environ.get("HOCTAP_OIDC_SCOPE", "openid"),
    # sub: only accounts that their owners linked; phone_number: also by a telephone number that the provider vouches for.
    "claim": os.environ.get("HOCTAP_OIDC_CLAIM", "sub"),
    "return_to": os.environ.get("HOCTAP_OIDC_RETURN_TO", ""),
}
MFA_ADAPTER = "hoctap.accounts.second_factor.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "hoctap"
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}}

# Minutes without a request, hours since signing in; the shorter pair for administrators and signers.
SESSION_IDLE_MINUTES = int(os.environ.get("HOCTAP_IDLE_MINUTES", str(3 * 24 * 60)))
SESSION_HOURS = int(os.environ.get("HOCTAP_SESSION_HOURS", str(14 * 24)))
SESSION_COOKIE_AGE = SESSION_HOURS * 60 * 60
SESSION_IDLE_MINUTES_POWERFUL = int(os.environ.get("HOCTAP_IDLE_MINUTES_POWERFUL", "60"))
SESSION_HOURS_POWERFUL = int(os.environ.get("HOCTAP_SESSION_HOURS_POWERFUL", "12"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("HOCTAP_HTTPS") == "1"
# A browser takes a cookie of this prefix only over HTTPS, for this host alone and all its paths: nobody beside us can plant one.
COOKIE_PREFIX = "__Host-" if SESSION_COOKIE_SECURE else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "hoctap.core.browser_messages.Messages"
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
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

LANGUAGE_CODE = "vi"
# English for the pages of the public door only, below /en/.
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
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
FILE_UPLOAD_HANDLERS = ["hoctap.core.uploads.BoundedUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Working days in which people's requests about their data are answered, where the law or the province says otherwise than
# people/subject_rules.py: HOCTAP_REQUEST_DAYS="acknowledge=2,view=10,erase=20".
REQUEST_DAYS = os.environ.get("HOCTAP_REQUEST_DAYS", "")

# A ClamAV daemon that looks at what people hand in: a socket file or host:port; empty where there is none.
CLAMAV = os.environ.get("HOCTAP_CLAMAV", "")

# The first day of a school year, day/month.
SCHOOL_YEAR_STARTS = os.environ.get("HOCTAP_SCHOOL_YEAR_STARTS") or "1/9"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
# Also those of packages inside an app, which nobody looks for by himself.
PROCRASTINATE_IMPORT_PATHS = sorted(
    ".".join(found.relative_to(ROOT).with_suffix("").parts) for found in (ROOT / "hoctap").rglob("tasks.py")
)

LOGGING = logs.configuration(debug=DEBUG, access=os.environ.get("HOCTAP_ACCESS_LOG") == "1")

# Backups: where to (empty: none is made by itself), for which public key, at which hour of Việt Nam, how old is too old (days), how many
# stay (days, weeks, months).
# Certificates of those who vouch for digital signatures, one a file; without them a signature's chain is said to be unknown.
SIGNING_AUTHORITIES = Path(os.environ.get("HOCTAP_SIGNING_AUTHORITIES", DATA / "signing-authorities"))
BACKUP_DIR = os.environ.get("HOCTAP_BACKUP_DIR", "")
BACKUP_RECIPIENT = os.environ.get("HOCTAP_BACKUP_RECIPIENT", "")
BACKUP_HOUR = int(os.environ.get("HOCTAP_BACKUP_HOUR") or "1")
BACKUP_LATE_DAYS = int(os.environ.get("HOCTAP_BACKUP_LATE_DAYS") or "3")
BACKUP_KEEP = os.environ.get("HOCTAP_BACKUP_KEEP") or "7,4,12"
METRICS_TOKEN = os.environ.get("HOCTAP_METRICS_TOKEN", "")
CSRF_FAILURE_VIEW = "hoctap.core.errors.csrf_failure"

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoctap.settings")
gc.disable()  # what is read in stays to the end
application = get_wsgi_application()
gc.enable()

"""Settings of the test process: a home of its own, keys that everybody may know, and no `.env`."""

import atexit
import os
import shutil
import tempfile

from aiuto.config.environment import Environment

HOME = tempfile.mkdtemp(prefix="aiuto-tests-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)

Environment.model_config["env_file"] = None
os.environ["AIUTO_HOME"] = HOME
os.environ["AIUTO_SECRET_KEY"] = "a key for tests only, known to everybody"

from aiuto.config.settings import *  # noqa: E402, F403 - it reads the lines above

# One quick hash: what a password costs is not what these tests ask.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Pages are asked for without `collectstatic` having run.
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
# The file beneath is another one after each test that commits.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405

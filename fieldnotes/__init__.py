"""FieldNotes: an offline, encrypted notebook for testimonies that protects its sources."""

import os

__version__ = "0.1.0"

# The OpenSSL inside SQLCipher reads a configuration file that may load foreign code into the process. It must find
# none, whatever the environment says, before the first of our modules loads it.
os.environ["OPENSSL_CONF"] = os.devnull

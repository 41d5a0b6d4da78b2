"""Who released this: the OpenSSF model signature of a release's folder."""

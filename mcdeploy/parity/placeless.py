"""Words without what only this machine knows: a certificate is part of what names a release."""

import re

URL = re.compile(r"\b([A-Za-z][A-Za-z0-9+.-]*)://[^\s'\"<>]*")
QUOTED = re.compile(r"(['\"])(?:[A-Za-z]:)?[/\\](?:[^'\"\n]*[/\\])?([^'\"/\\\n]*)\1")
PATH = re.compile(r"(?<![\w.~:/-])~?/(?:[^\s/'\"<>,;:()\[\]]+/)*([^\s/'\"<>,;:()\[\]]*)")
WORK = re.compile(r"\bmcdeploy-\w{8}\b")
"""The temporary folders that programs work in."""
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]+")


def told(words: str) -> str:
    """Of each URL its scheme, of each absolute path its last part, and no addresses of memory."""
    for pattern, kept in ((URL, r"\1:…"), (QUOTED, r"\1\2\1"), (PATH, r"\1")):
        words = pattern.sub(kept, words)
    return ADDRESS.sub("0x…", WORK.sub("mcdeploy-…", words))

"""The variables by which every SDK's own default chain finds the sandbox, and only the sandbox."""

import os
from collections.abc import Mapping
from pathlib import Path

AWS_CONFIG = "aws-config"
RACKS = "local"
KEYS = "keys"  # of whoever tries things without a key of their own
EMPTY_PROFILE = "[default]\n"
LOOPBACK = "127.0.0.1,localhost"


def isolation(folder: Path, environ: Mapping[str, str]) -> Mapping[str, str]:
    """What keeps the user's own settings from leading elsewhere.

    A profile that the user chose would be looked up, so the folder has a file with an empty one.
    A proxy would be asked for loopback, so it is told not to be. Targets that are folders lie
    below the sandbox's own. `MCDEPLOY_SANDBOX=inside` says that what runs here has its sandbox
    already and starts none.
    """
    return {
        "AWS_CONFIG_FILE": str(folder / AWS_CONFIG),
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_PROFILE": "default",
        "AWS_DEFAULT_PROFILE": "default",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
        "NO_PROXY": _past_proxies(environ.get("NO_PROXY", "")),
        "no_proxy": _past_proxies(environ.get("no_proxy", environ.get("NO_PROXY", ""))),
        "MCDEPLOY_LOCAL_ROOT": str(folder / RACKS),
        "MCDEPLOY_SANDBOX": "inside",
    }


def _past_proxies(told: str) -> str:
    return told if told.strip() == "*" else ",".join(filter(None, (told, LOOPBACK)))

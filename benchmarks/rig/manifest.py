"""The manifest by which mcdeploy carries a payload."""

import json

from rig.payload import FILES, Payload
from rig.place import Places


def write(payload: Payload, places: Places) -> None:
    """Beside the payload: its files as they are, to these places, unsigned."""
    document = {
        "apiVersion": "mcdeploy/v1",
        "kind": "Deployment",
        "name": payload.name,
        "model": {"path": f"./{FILES}"},
        "signature": {"mode": "off"},
        "targets": targets(places),
    }
    (payload.home / "manifest.yaml").write_text(json.dumps(document))  # JSON is YAML


def targets(places: Places) -> list[dict[str, object]]:
    """What a manifest says of each place."""
    return [
        {
            "name": place.name,
            "provider": place.cloud.provider,
            "region": place.cloud.region,
            "package": {"kind": "plain"},
            **place.target.settings,
        }
        for place in places
    ]

"""The manifests by which mcdeploy carries payloads."""

import json
from pathlib import Path

from rig.payload import FILES, Payload
from rig.place import Places

FILE = "manifest.yaml"


def write(payload: Payload, places: Places) -> Path:
    """Beside the payload: one deployment of its files as they are, to these places, unsigned."""
    return save(payload.home / FILE, [document(payload.name, FILES, places)])


def save(file: Path, documents: list[dict[str, object]]) -> Path:
    """One file of these documents; what is JSON is YAML."""
    file.write_text("\n---\n".join(map(json.dumps, documents)))
    return file


def document(
    name: str, path: str, places: Places, signature: dict[str, str] | None = None
) -> dict[str, object]:
    """A deployment of the files below `path`, which is relative to the manifest's folder."""
    return {
        "apiVersion": "mcdeploy/v1",
        "kind": "Deployment",
        "name": name,
        "model": {"path": f"./{path}"},
        "signature": signature or {"mode": "off"},
        "targets": [
            {
                "name": place.name,
                "provider": place.cloud.provider,
                "region": place.cloud.region,
                "package": {"kind": "plain"},
                **place.target.settings,
            }
            for place in places
        ],
    }

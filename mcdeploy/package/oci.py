"""An artifact as an OCI image layout: a folder that every tool for registries can push.

Source: opencontainers/image-spec 1.1, image-layout.md, manifest.md and descriptor.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mcdeploy.domain import Content
from mcdeploy.package.hashed import hashed
from mcdeploy.records.canonical import encode

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"
NAME = "org.opencontainers.image.ref.name"
TITLE = "org.opencontainers.image.title"


@dataclass(frozen=True, slots=True)
class Blob:
    """Some content, hashed: `sha256` is hexadecimal, `size` is in bytes."""

    media_type: str
    content: Content
    sha256: str
    size: int
    annotations: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        return f"sha256:{self.sha256}"

    @property
    def path(self) -> str:
        """Where it lies in the layout."""
        return f"blobs/sha256/{self.sha256}"

    def descriptor(self) -> dict[str, object]:
        """How others refer to it."""
        told = {"mediaType": self.media_type, "digest": self.digest, "size": self.size}
        return {**told, **({"annotations": dict(self.annotations)} if self.annotations else {})}


def blob(media_type: str, content: Content, name: str) -> Blob:
    """The content, read once. ModelError, naming it, when it cannot be read."""
    whole = hashed(content, name)
    return Blob(media_type, content, str(whole.checksums().sha256), whole.size)


def layout(name: str, artifact: str, config: Blob, layers: Sequence[Blob]) -> dict[str, Content]:
    """The folder of one artifact of a type, known in it by a name."""
    document = {
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "artifactType": artifact,
        "config": config.descriptor(),
        "layers": [layer.descriptor() for layer in layers],
    }
    manifest = blob(MANIFEST, encode(document), "the manifest")
    described = {**manifest.descriptor(), "artifactType": artifact, "annotations": {NAME: name}}
    index = {"schemaVersion": 2, "mediaType": INDEX, "manifests": [described]}
    return {
        "oci-layout": encode({"imageLayoutVersion": "1.0.0"}),
        "index.json": encode(index),
        **{each.path: each.content for each in (manifest, config, *layers)},
    }

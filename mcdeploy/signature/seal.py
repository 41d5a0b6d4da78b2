"""The signatures of one release, for each target its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mcdeploy.domain import Release, Trust
from mcdeploy.errors import SignatureError
from mcdeploy.signature import statement
from mcdeploy.signature.resources import resources
from mcdeploy.signature.signer import Signer


@dataclass(frozen=True, slots=True)
class Seal:
    """`trust` says whose signatures count. `signer` makes new ones (None: nobody here can);
    `copies` are trusted ones that are at hand already, by target."""

    release: Release
    trust: Trust
    signer: Signer | None = None
    copies: Mapping[str, bytes] = field(default_factory=dict)

    def sign(self, targets: Iterable[str]) -> dict[str, bytes]:
        """A signature for each target. Targets with equal packages share one. Raises
        `SignatureError` when there is nobody to sign."""
        made: dict[bytes, bytes] = {}
        found = {}
        for target in targets:
            said = statement.encode(resources(self.release, target), self.release.id)
            if said not in made:
                made[said] = self.copies.get(target) or self._new(said, target)
            found[target] = made[said]
        return found

    def _new(self, said: bytes, target: str) -> bytes:
        if self.signer is None:
            raise SignatureError(
                target,
                f"its folder of release {self.release.id[:12]} has no signature, no other target"
                " has one for the same files, and there is no key here",
                remedy="name the key with `signature: {key: FILE}`, or apply the manifest that made"
                " this release once more",
            )
        return self.signer.sign(said)

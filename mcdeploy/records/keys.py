"""Where everything of one deployment lies in a target's bucket."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keys:
    """The layout below `<prefix>/<deployment>/`."""

    prefix: str
    deployment: str

    @property
    def root(self) -> str:
        return f"{self.prefix}/{self.deployment}/".lstrip("/")

    @property
    def releases(self) -> str:
        return f"{self.root}releases/"

    def release(self, release: str) -> str:
        """The folder of one release; immutable, create-only."""
        return f"{self.releases}{release}/"

    def file(self, release: str, path: str) -> str:
        return self.release(release) + path

    @property
    def channels(self) -> str:
        return f"{self.root}channels/"

    def pointer(self, channel: str) -> str:
        return f"{self.channels}{channel}.json"

    @property
    def history(self) -> str:
        return f"{self.root}history/"

    def entry(self, channel: str, epoch: int, apply: str) -> str:
        """One move of a channel's pointer; epochs are padded so that listings are in order."""
        return f"{self.history}{channel}/{epoch:010}-{apply}.json"


RELEASE = "release.json"
"""Written last into a release's folder: where it stands, the release is whole and verified."""

SIGNATURE = "release.sig.json"
"""Written before that: who released it. It names every other file of the folder."""

"""What is wished for."""

from dataclasses import dataclass, field

from mcdeploy.domain import Machine, Objective, Release, Residency, Target


@dataclass(frozen=True, slots=True)
class Wish:
    """What the manifest asks for: this release on this channel of these targets, of which at least
    `required` must end with it. With `verify`, what was verified when it landed is verified again.
    With `sign`, it is signed on each of them; a signature that is there already stays.

    The bytes go as `objective` wants it, from this `machine` (or, when they are not `here`, from
    the targets that hold them), and only where `residency` lets them.
    """

    release: Release
    channel: str
    targets: tuple[Target, ...]
    required: int
    verify: bool = False
    sign: bool = False
    objective: Objective = field(default_factory=Objective)
    machine: Machine = field(default_factory=Machine)
    residency: Residency = field(default_factory=Residency)
    here: bool = True

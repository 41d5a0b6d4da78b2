"""P6: no plan leads into, or begins in, a jurisdiction that the manifest forbids."""

from mcdeploy.catalog import residency
from mcdeploy.domain import Machine, Residency, Target
from mcdeploy.errors import ResidencyError
from mcdeploy.plan.network import HERE


def refuse(
    deployment: str,
    targets: tuple[Target, ...],
    wanted: Residency,
    machine: Machine | None = None,
) -> None:
    """Raise `ResidencyError`, naming every target that the data must not enter, and the machine
    where it is known to be where they must not be. Asks nobody."""
    places = {target.name: target.place for target in targets}
    here = {} if machine is None or machine.place is None else {HERE: machine.place}
    violations = [
        f"{name}: {violation}"
        for name, place in (here | places).items()
        if (violation := residency.violation(place, wanted)) is not None
    ]
    if violations:
        raise ResidencyError(
            deployment,
            "; ".join(violations),
            remedy="move the target or the machine, or change `residency` in the manifest",
        )

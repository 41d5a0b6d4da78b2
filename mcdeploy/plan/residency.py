"""P6: no plan leads into a jurisdiction that the manifest forbids."""

from mcdeploy.catalog import residency
from mcdeploy.domain import Residency, Target
from mcdeploy.errors import ResidencyError


def refuse(deployment: str, targets: tuple[Target, ...], wanted: Residency) -> None:
    """Raise `ResidencyError`, naming every target that the data must not enter. Asks nobody."""
    violations = [
        f"{target.name}: {violation}"
        for target in targets
        if (violation := residency.violation(target.place, wanted)) is not None
    ]
    if violations:
        raise ResidencyError(
            deployment,
            "; ".join(violations),
            remedy="move the target, or change `residency` in the manifest",
        )

"""Residency: may data be in this place? The one check that plan, route and fetch share."""

from mcdeploy.catalog.jurisdiction import jurisdictions, suggestion
from mcdeploy.domain import Place, Residency


def violation(place: Place | None, residency: Residency) -> str | None:
    """Why data must not be in the place, or None when it may be.

    What is denied stays denied even where it is also allowed, and an unknown place is forbidden
    as soon as anything is allowed or denied by name.
    """
    if not residency.allow and not residency.deny:
        return None
    if place is None:
        return "its place is unknown, and residency is restricted"
    inside = {place.country, *place.jurisdictions}
    if denied := inside & residency.deny:
        return f"it is in {_listed(denied)}, which residency denies"
    if residency.allow and not inside & residency.allow:
        return f"it is in {place.country}, and residency allows only {_listed(residency.allow)}"
    return None


def unknown(code: str) -> str | None:
    """What is wrong with a code that a manifest allows or denies, or None when it is known."""
    if code in jurisdictions():
        return None
    near = suggestion(code)
    hint = f"; did you mean {near!r}?" if near else ""
    return f"{code!r} is not a known jurisdiction{hint}"


def _listed(codes: "frozenset[str] | set[str]") -> str:
    return ", ".join(sorted(codes))

"""No certificate, no release."""

from collections.abc import Mapping

from mcdeploy.domain import Certificate, Form, Kind, Parity
from mcdeploy.errors import ParityError

SCIKIT_LEARN = {Kind.SAGEMAKER, Kind.VERTEX, Kind.AZUREML, Kind.KSERVE}
"""Kinds whose services load a scikit-learn dump, each in a version of its own."""


def enforce(
    certificates: Mapping[str, Certificate], mode: Parity, form: Form = Form.CANONICAL
) -> None:
    """ParityError when a target's package has no certificate and one is required; it names every
    such target. `certificates` are by target; `form` is what the model is."""
    failed = {name: one for name, one in sorted(certificates.items()) if not one.passed}
    if mode is not Parity.REQUIRED or not failed:
        return
    told = [
        f"{_package(one)} does not answer as the model does: {one.failure}"
        for one in failed.values()
    ]
    who = ", ".join(failed)
    raise ParityError(who, "\n".join(dict.fromkeys(told)), remedy=_remedy(failed, form))


def _package(certificate: Certificate) -> str:
    return f"the package for {certificate.package.kind} {certificate.package.runtime}".rstrip()


def _remedy(failed: Mapping[str, Certificate], form: Form) -> str:
    ways = []
    kinds = {one.package.kind for one in failed.values()}
    if form is Form.SKLEARN and kinds & SCIKIT_LEARN:
        ways.append("let it be written anew in that runtime's own scikit-learn (`reemit: true`)")
    if kinds - {Kind.PLAIN}:
        ways.append("name another runtime (`package: {kind: …, runtime: …}`)")
    ways.append("or record it and go on (`parity: {mode: report, reason: …}`)")
    return ", ".join(ways)

"""Every target's package, written into folders of this machine. No cloud is touched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mcdeploy import judge, signature
from mcdeploy import package as packaging
from mcdeploy import plan as planning
from mcdeploy.bundling import bundle
from mcdeploy.domain import Began, Bundle, Certificate, Content, Listener, quiet
from mcdeploy.errors import UsageError
from mcdeploy.evaluation import enforce
from mcdeploy.manifest import Manifest
from mcdeploy.records.keys import RELEASE, SIGNATURE
from mcdeploy.signature import Seal


@dataclass(frozen=True, slots=True)
class Packaged:
    """What was written: by target the folder, and the certificate of the package in it; `notes`
    are sentences for the person who takes it from there."""

    deployment: str
    release: str
    folders: Mapping[str, Path]
    certificates: Mapping[str, Certificate]
    notes: tuple[str, ...]


def package(
    manifest: Manifest, folder: Path, *, waiver: str = "", listener: Listener = quiet
) -> Packaged:
    """Build what `apply` would release, and write each target's part of it into a folder of the
    target's name: what its service loads, the report, `release.json` and the signature, as they
    would lie in its bucket. Gates that look at the release now live are left to `apply`.

    Raises `UsageError` when such a folder holds something already, or there is no key to sign
    with; `GateFailed`; and what `bundling.bundle` raises.
    """
    judge.check_waiver(waiver)
    folders = {target.name: folder / target.name for target in manifest.targets}
    _check(folders.values())
    signer, trust = signature.needed(manifest.signature), signature.trust(manifest.signature)
    made = _made(manifest, waiver, listener)
    signatures = Seal(made.release, trust, signer).sign(folders) if trust.required else {}
    for name, place in folders.items():
        packaging.write(_contents(made, name, signatures), place)
    ended = planning.ended(manifest.targets, datetime.now(UTC).date())
    return Packaged(manifest.name, made.release.id, folders, made.release.certificates, ended)


def _made(manifest: Manifest, waiver: str, listener: Listener) -> Bundle:
    listener(Began("model", manifest.name))
    model = judge.model(manifest, listener)
    listener(Began("evaluation"))
    judged = judge.judge(manifest, model, judge.AT_EACH_APPLY, listener)
    enforce(judged.verdicts, waiver)
    return bundle(manifest, model, judged, waiver, listener)


def _contents(made: Bundle, target: str, signatures: Mapping[str, bytes]) -> Mapping[str, Content]:
    signed = {SIGNATURE: signatures[target]} if target in signatures else {}
    return {**made.contents[target], **signed, RELEASE: made.release.document}


def _check(folders: Iterable[Path]) -> None:
    for folder in folders:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(
                str(folder),
                "holds something already, and a package must hold nothing else",
                remedy="name another folder, or empty this one",
            )

"""A pointer, as it stands in other documents."""

from mcdeploy.domain import Pointer


def document(pointer: Pointer | None) -> dict[str, object] | None:
    if pointer is None:
        return None
    return {
        "release": pointer.release,
        "epoch": pointer.epoch,
        "apply": pointer.apply,
        "published_at": pointer.published_at,
    }

"""What a skops file names that skops does not trust by itself; nothing of it is loaded."""

import skops.io


def main(request: dict[str, str]) -> dict[str, list[str]]:
    return {"types": sorted(skops.io.get_untrusted_types(file=request["skops"]))}

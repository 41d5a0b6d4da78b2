"""Numbers and names as people read them."""

UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")
CENTS = 0.01  # dollars
LEAST = 1e-6  # dollars


def size(count: int) -> str:
    """Bytes, in the largest unit of which there is at least one."""
    amount, unit = float(count), 0
    while amount >= 1024 and unit < len(UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{count} B" if unit == 0 else f"{amount:.1f} {UNITS[unit]}"


def dollars(amount: float) -> str:
    """Cents; below them two digits that say something."""
    if amount == 0:
        return "$0"
    if amount < LEAST:
        return f"<${LEAST:.6f}"
    if amount >= 1:
        return f"${amount:,.2f}"
    if amount >= CENTS:
        return f"${amount:.3f}".removesuffix("0")
    return f"${amount:.{_leading_zeros(amount) + 2}f}"


def duration(count: float) -> str:
    """Seconds, in minutes and hours where there are some."""
    minutes, seconds = divmod(round(count), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"


def counted(count: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"


def printable(text: str) -> str:
    """Text from elsewhere, without what a terminal would obey."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)


def sure(confidence: float) -> str:
    """What stands above a column of intervals: `95 % interval`."""
    return f"{confidence * 100:.4g} % interval"


def short(release: str) -> str:
    """A release's name as far as people need it."""
    return release[:12]


def _leading_zeros(amount: float) -> int:
    """Of a number below 1, the zeros between the point and its first digit."""
    return -int(f"{amount:e}".split("e")[1]) - 1

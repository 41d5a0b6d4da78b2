"""What the rows are called that packages are asked about."""

EVALUATED = "evaluation row {}"
GIVEN = "row {} of parity.rows"


def named(called: str, number: int) -> str:
    """The name of the row of that index, where rows are called so: people count from one."""
    return called.format(number + 1)

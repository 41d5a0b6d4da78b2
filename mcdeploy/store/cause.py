"""What lies at the bottom of an error: the words of the system, not those of five layers."""


def root_cause(error: BaseException) -> str:
    """The message of the first error in the chain that led to this one, or its kind's name."""
    seen = {id(error)}
    while (deeper := error.__cause__ or error.__context__) is not None and id(deeper) not in seen:
        seen.add(id(deeper))
        error = deeper
    strerror = getattr(error, "strerror", None)
    return str(strerror or error) or type(error).__name__

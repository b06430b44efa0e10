"""What the matching core refuses."""


class UnsupportedConstraintError(ValueError):
    """A demand carries a constraint that cannot be judged, so it is refused and not ignored.

    Attributes:
        field: The field of the demand that carries it, such as `max_distance_km`.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field

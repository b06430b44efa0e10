"""The packaged word lists."""

from importlib import resources
from typing import Any, cast

import yaml

_SafeLoader: "type[yaml.SafeLoader | yaml.CSafeLoader]" = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)


def read_data(name: str) -> dict[str, Any]:
    """Read one of the packaged word lists.

    Args:
        name: File name without its ending.
    """
    text = (resources.files("app.naming") / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    return cast("dict[str, Any]", yaml.load(text, Loader=_SafeLoader))  # noqa: S506 - a safe loader

"""Reading of the packaged vocabulary."""

from importlib import resources

import yaml

_SafeLoader: "type[yaml.SafeLoader | yaml.CSafeLoader]" = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)
"""The loader in C where PyYAML was built with it."""


def read_data(name: str) -> object:
    """Read a packaged YAML file into plain lists, mappings and scalars."""
    text = (resources.files("app.demo") / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=_SafeLoader)  # noqa: S506 - a safe loader by definition

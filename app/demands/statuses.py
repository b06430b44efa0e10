"""The life of a demand: draft, open, then closed, awarded or cancelled."""

from typing import Literal

DemandStatus = Literal["draft", "open", "closed", "awarded", "cancelled"]
InitialStatus = Literal["draft", "open"]

STATUS_CHANGES: dict[DemandStatus, tuple[DemandStatus, ...]] = {
    "draft": ("open", "cancelled"),
    "open": ("closed", "awarded", "cancelled"),
    "closed": ("awarded",),
    "awarded": (),
    "cancelled": (),
}
"""What a demand of each status may become."""

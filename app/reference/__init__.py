"""Reference data: categories, certifications, places and linkages, and what is written for them.

The readers are pure: they import neither the web framework nor the database.
"""

from app.reference.catalog import Reference, load_reference

__all__ = ["Reference", "load_reference"]

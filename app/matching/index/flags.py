"""What is so or not so of a supplier: the bits of a flag."""

HAS_CHOSEN = 1
"""Flag: somebody chose a category for one of its capabilities."""
HAS_OFFER = 2
"""Flag: it has a category, chosen or read."""
IS_COMPLETE = 4
"""Flag: the list of its certificates is complete."""
HAS_TEXT = 8
"""Flag: something was read of its texts."""
IS_MIXED = 16
"""Flag: its capacities are stated in units that do not all compare."""
STATES_ALL = 32
"""Flag: every capability states its capacity."""

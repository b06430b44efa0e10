"""One company once: what looks alike, what was decided about it, merging and taking it back."""

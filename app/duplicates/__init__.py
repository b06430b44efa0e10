"""One company once: candidates for duplicates, decisions about them, and merges."""

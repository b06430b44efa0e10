"""What keeps suppliers out of demands, and which changes would let them in."""

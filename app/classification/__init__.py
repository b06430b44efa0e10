"""Reading texts into categories over HTTP, and the instance's own synonyms."""

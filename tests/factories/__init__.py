"""One module per aggregate: valid things, made over HTTP, with what a test cares about changed."""

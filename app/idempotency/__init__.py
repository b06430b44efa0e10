"""Idempotency-Key: a retried POST gets the first answer, also when two retries race."""

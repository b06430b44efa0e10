"""The W3C reconciliation API, as OpenRefine speaks it."""

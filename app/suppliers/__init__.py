"""Supplier profiles: sites, capabilities and held certifications."""

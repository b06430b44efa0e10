"""A synthetic market to try the service with: suppliers, buyers and what they look for.

Everything here is invented, except names of places, industrial parks, certification standards
and support programmes, and the four fields that Techtronic Industries was reported to look for.
"""

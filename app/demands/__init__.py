"""Demand lists and demands: what buyers look for."""

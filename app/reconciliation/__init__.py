"""The Entity Reconciliation protocol of the W3C community group, version 0.2.

With it people match the names of their own spreadsheets against what is registered here, from
OpenRefine or any other program that speaks it: companies on one service, categories on another.
"""

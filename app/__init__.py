"""Ketnoi: supplier-buyer matchmaking for supporting industries."""

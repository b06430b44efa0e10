"""Ketnoi: supplier-buyer matchmaking for supporting industries."""

import gc

YOUNG_OBJECTS = 50_000
"""New objects after which the garbage collector looks for cycles. By default it does after 700,
and spends a fifth of the time that it takes to import the code on objects that all stay."""

gc.set_threshold(YOUNG_OBJECTS, 20, 20)

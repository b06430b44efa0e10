"""Cells: what each says, alone and beside its neighbours; the same grammar in both directions."""

"""The ledger (台账): problems, clues and systems as events, and the lists that are views of them."""

"""What a notebook and a workbook show of the ledger (台账) and of the low-income database."""

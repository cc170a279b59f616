"""Reconciliation (系统数据与发放花名册核对, QH-6.2): what is due against what was paid, in fen."""

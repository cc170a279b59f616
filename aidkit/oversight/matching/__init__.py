"""Matching (核对): the register held against departments' lists; a hit is a clue, not a finding."""

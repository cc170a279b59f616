"""Coverage over time (保障过程): a monthly simulation from need to discovery, decision and payment."""

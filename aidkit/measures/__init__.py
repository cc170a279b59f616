"""Numbers about a population: arrays and weights in, numbers out; nothing here knows a rule or a table."""

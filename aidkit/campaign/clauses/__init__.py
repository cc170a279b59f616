"""The clause table: every clause of the five documents, and where it is computed."""

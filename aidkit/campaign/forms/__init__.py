"""Forms an office could stamp: their heads are data, they are filled from plain tables, and written as Excel and Word."""

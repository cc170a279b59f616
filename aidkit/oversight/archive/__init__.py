"""Files (一户一档, QH-6.4): whether every household's file is complete, and what is missing where."""

"""Move a place's thresholds by hand and see at once what the rules then say: the what-if panel of a notebook."""

"""Questions of the form "what if": sweeps of a parameter and, with them, what moves."""

"""Audit samples (抽查): drawn so that anybody can draw them again, and what their findings say of all cases."""

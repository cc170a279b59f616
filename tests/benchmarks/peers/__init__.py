"""The other engines, one file each: ``NAME``, ``PACKAGE`` and ``prepare(data, parameters)``, which returns the work."""

# By file, the libraries that must be imported before the engine can compute; aidkit opens its own parts when used.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "numpy_rules": ("numpy",),
    "pandas_rules": ("pandas",),
    "polars_rules": ("polars",),
    "duckdb_sql": ("duckdb",),
    "openfisca_rules": ("openfisca_core.simulations", "openfisca_core.taxbenefitsystems"),
    "policyengine_rules": ("policyengine_core.simulations", "policyengine_core.taxbenefitsystems"),
    "ttsim_rules": ("jax", "ttsim"),
    "ttsim_main": ("jax", "ttsim"),
    "taxcalc_rules": ("taxcalc",),
}

"""Populations larger than memory, and totals without columns: in parts on disk, on all cores, on a cluster."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

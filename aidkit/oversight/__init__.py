"""How a system checks itself: matching, audits, reconciliation, warning, staff; each a tool to study other settings with.

Names are loaded when they are first used, so that importing the package stays quick.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

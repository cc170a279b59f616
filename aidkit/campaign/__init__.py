"""A campaign (点题整治) run from its plan: lists, screening, ledger, calendar, forms; a plan is data.

Names are loaded when they are first used, so that importing the package stays quick.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

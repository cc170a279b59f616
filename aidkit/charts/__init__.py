"""Figures: a tidy table in, axes out, the title says the finding; one restrained style, in two languages.

Names are loaded when they are first used, so that importing the package stays quick.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

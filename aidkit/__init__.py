"""Chinese social assistance as computable rules: who qualifies, who is missed, what a change would do.

The names below are what a notebook needs; each is loaded when it is first used, so that importing aidkit is quick.
"""

import lazy_loader

__version__ = "0.1.0"
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

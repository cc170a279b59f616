"""What the notebooks 01–07 ask and how they say it: a module for each question, opened when it is named."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

"""What a campaign report says of the campaign itself: a module for each part, opened when it is named."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

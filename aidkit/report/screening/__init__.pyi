from . import found as found
from . import groups as groups
from . import missed as missed
from . import opened as opened
from . import reasons as reasons
from . import referred as referred
from . import stages as stages
from . import varied as varied

from .answer import Totals as Totals
from .counties import county_policies as county_policies
from .parts import write as write
from .stream import simulate as simulate
from .stream import totals as totals
from .synthesis import synthesize as synthesize

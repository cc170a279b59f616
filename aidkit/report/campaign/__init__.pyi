from . import checked as checked
from . import clauses as clauses
from . import deadlines as deadlines
from . import opened as opened
from . import screened as screened

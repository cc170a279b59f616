"""Visits and staff (走访与人员配备): what towns owe, what they have, how long a missed family waits."""

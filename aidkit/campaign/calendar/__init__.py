"""The calendar of a campaign: dated deadlines with their owners and forms, and what is due, late or met on a day."""

"""Screening (排查): who of the target groups is right, missed, wrong or to be filed, by the rules, with the reason."""

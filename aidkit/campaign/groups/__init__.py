"""Target groups (排查对象) as rules on the engine: the plan gives thresholds, lists and register give facts."""

"""Where populations come from: a town's register extract, a survey, or a synthetic draw."""

"""The steps that invent a population, one topic a file; `aidkit.data.synthetic` calls them in order."""

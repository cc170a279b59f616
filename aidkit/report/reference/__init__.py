"""Reference pages made from what computes: the rules from their code, the parameters from their YAML files."""

"""From rules to results: the graph, the compiled pass, the run and the explanation."""

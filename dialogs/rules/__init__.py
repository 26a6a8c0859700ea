"""Each rule of the guidance, the code that carries it and the tests that show it, as the markers in both say."""

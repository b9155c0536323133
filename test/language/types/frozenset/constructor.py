print(frozenset(), frozenset([1]), len(frozenset("aab")))

print(tuple("ab"), list((1,)), dict(a=1), set([1]), frozenset([2]))

d = {frozenset([1, 2]): "v"}
print(d[frozenset([2, 1])], frozenset([1]) in {frozenset([1])})

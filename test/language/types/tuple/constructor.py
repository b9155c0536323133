print(tuple(), tuple([1, 2]), tuple("ab"), tuple({3: 4}), tuple(x for x in range(2)))

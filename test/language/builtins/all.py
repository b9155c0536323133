print(all([]), all([1, 2]), all([1, 0]), all(x > 0 for x in (1, 2)))

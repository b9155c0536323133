print(any([]), any([0, 0]), any([0, 1]), any(x > 5 for x in (1, 9)))

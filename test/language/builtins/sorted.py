print(sorted([3, 1, 2]), sorted("bca"), sorted({2: 0, 1: 0}), sorted([1, -3, 2], key=abs), sorted([1, 2], reverse=True))

a = {1, 2, 3}
a.difference_update({1}, [3])
print(a)

a = {1, 2, 3}
a.intersection_update([2, 9])
print(a)

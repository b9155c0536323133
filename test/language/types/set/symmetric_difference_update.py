a = {1, 2}
a.symmetric_difference_update({2, 3})
print(sorted(a))

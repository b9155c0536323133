a = {1, 2}
print(sorted(a.symmetric_difference({2, 3})), sorted(a ^ {1, 5}))

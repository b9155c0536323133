a = {1, 2}
print(a.issuperset({1}), a.issuperset([1, 5]), a >= {1, 2}, a > {1, 2}, a > {1})

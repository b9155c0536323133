exec("y = 5\nprint(y * 2)")
print(y)
exec("def f(a):\n    return a + 1")
print(f(1))

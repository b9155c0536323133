s = "hello"
print(s.index("l"), s.index("l", 3), s.index("lo", -3))
try:
    s.index("z")
except ValueError as e:
    print("ValueError:", e)

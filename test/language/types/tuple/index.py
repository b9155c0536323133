t = ("a", "b", "a")
print(t.index("a"), t.index("a", 1))
try:
    t.index("z")
except ValueError as e:
    print("ValueError:", e)

a = ["a", "b", "c", "b"]
print(a.index("b"), a.index("b", 2), a.index("c", -2))
for args in (("z",), ("a", 1), ("c", 0, 2)):
    try:
        a.index(*args)
    except ValueError as e:
        print("ValueError:", e)

s = {1, "a", (2, 3)}
print(1 in s, (2, 3) in s, "b" in s, "b" not in s)

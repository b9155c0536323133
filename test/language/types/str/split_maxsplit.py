print("a b c d".split(None, 2))
print("a,b,c,d".split(",", 1))
print("a,b,c".split(",", 0))
print("a,b".split(",", 9))

print("aaaa".replace("a", "b", 2))
print("aaaa".replace("a", "b", 0))
print("aaaa".replace("a", "b", -1))
print("aaaa".replace("a", "b", 9))

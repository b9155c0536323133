s = "banana"
print(s.count("a", 2))
print(s.count("a", 2, 4))
print(s.count("a", -1))
print(s.count("", 2, 4))

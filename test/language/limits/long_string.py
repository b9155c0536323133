s = "abc" * 10000
print(len(s), s[-3:], s.count("a"), hash(s) == hash("abc" * 10000))

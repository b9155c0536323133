s = "hello world"
print(s.startswith("hello"), s.startswith("world"), s.startswith(""))
print(s.startswith("world", 6), s.startswith("lo", -8))

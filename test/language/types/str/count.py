s = "banana"
print(s.count("a"))
print(s.count("an"))
print(s.count("ana"))
print(s.count(""))
print(s.count("z"))

s = "mississippi"
print(s.find("ss"))
print(s.find("ss", 3))
print(s.find("ss", 3, 6))
print(s.find("x"))
print(s.find(""))
print(s.find("ippi", -4))

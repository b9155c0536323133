s = "mississippi"
print(s.rfind("ss"), s.rfind("ss", 0, 5), s.rfind("x"))
print(s.rfind(""))
print(s.rfind("m", 1))

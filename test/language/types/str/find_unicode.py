# Positions count characters, not bytes.
s = "añb€c"
print(s.find("b"), s.find("c"), s.find("€"))
print(s.find("c", 4), s.find("ñ", 2))

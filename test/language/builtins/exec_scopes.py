g = {"a": 1}
exec("b = a + 1", g)
print(g["b"])
l = {}
exec("c = 7", {}, l)
print(l)

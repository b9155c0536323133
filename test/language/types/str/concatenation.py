a = "foo"
b = a + "bar"
print(b, len(b), a)
a += "!"
print(a)
print("" + "" == "")

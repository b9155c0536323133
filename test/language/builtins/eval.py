x = 10
print(eval("x + 1"), eval("[i for i in range(3)]"), eval("5 "), eval("(1,\n2)"))

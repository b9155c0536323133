len = lambda x: "mine"
print(len("abc"))
del len
print(len("abc"))

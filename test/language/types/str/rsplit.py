print("a,b,c".rsplit(","))
print("a,b,c".rsplit(",", 1))
print("abc".rsplit(",", 1))
print("a--b--c".rsplit("--", 1))

a = ["ccc", "a", "bb"]
a.sort(key=len)
print(a)
a.sort(key=lambda s: s[-1], reverse=True)
print(a)

import a
print(a.done, a.b.seen, a.b.later())

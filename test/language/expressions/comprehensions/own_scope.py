x = "outer"
print([x for x in range(3)], x)

class E(Exception):
    pass
e = E("x")
e.detail = 5
print(e.detail, e)

def f(*a):
    pass
try:
    f(*5)
except TypeError as e:
    print("TypeError:", e)

print((1,) + (2, 3), () + ())
t = (1,)
u = t
t += (2,)
print(t, u)
try:
    (1,) + [2]
except TypeError as e:
    print("TypeError:", e)

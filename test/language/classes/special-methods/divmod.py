class A:
    def __divmod__(self, o):
        return "divmod", o
try:
    print(divmod(A(), 3))
except TypeError as e:
    print("TypeError:", e)

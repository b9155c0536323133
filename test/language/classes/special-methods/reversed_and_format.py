class A:
    def __reversed__(self):
        return iter("cba")
try:
    print(list(reversed(A())))
except TypeError as e:
    print("TypeError:", e)

class A:
    def __bool__(self):
        return "yes"
try:
    print(bool(A()))
except TypeError as e:
    print("TypeError:", e)

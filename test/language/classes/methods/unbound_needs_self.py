class A:
    def m(self):
        return 1
try:
    A.m()
except TypeError as e:
    print("TypeError:", e)

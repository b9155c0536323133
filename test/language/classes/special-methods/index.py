class I:
    def __index__(self):
        return 2
try:
    print([10, 20, 30][I()])
except TypeError as e:
    print("TypeError:", e)

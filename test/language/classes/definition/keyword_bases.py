try:
    class A(object, metaclass=type):
        pass
    print("accepted")
except TypeError as e:
    print("TypeError:", e)

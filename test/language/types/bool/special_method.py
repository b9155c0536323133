class T:
    def __bool__(self):
        print("asked")
        return False
print(bool(T()), not T())

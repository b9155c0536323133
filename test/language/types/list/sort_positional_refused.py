try:
    [1].sort(len)
except TypeError as e:
    print("TypeError")

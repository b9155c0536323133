try:
    {}["a"]
except LookupError:
    print("LookupError first")
except KeyError:
    print("not reached")

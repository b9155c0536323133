try:
    raise KeyError("k")
except:
    print("anything")

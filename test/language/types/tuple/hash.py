print(hash((1, 2)) == hash((1, 2)), {(1, "a"): "v"}[(1, "a")])
try:
    hash(([],))
except TypeError as e:
    print("TypeError:", e)

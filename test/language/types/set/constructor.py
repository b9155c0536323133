print(sorted(set("banana")), sorted(set([3, 1, 3])), set(()), len(set(range(10))))
try:
    set(1)
except TypeError as e:
    print("TypeError:", e)

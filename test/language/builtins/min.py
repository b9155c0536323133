print(min(4, 2, 8), min([3, 1]), min("cab"), min([], default=0), min([3, -5], key=abs))
try:
    min([])
except ValueError as e:
    print("ValueError:", e)

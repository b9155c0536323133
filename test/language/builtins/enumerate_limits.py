# enumerate counts with a machine's number.
print(next(enumerate([1], -(2**62))), next(enumerate("a", 2**61)), next(enumerate("a", True)))
for start in (2**63, -(2**63), 2**70):
    try:
        print(next(enumerate([1], start)))
    except OverflowError as e:
        print("OverflowError:", e)
for start in (1.0, "a", None):
    try:
        enumerate([1], start)
    except TypeError as e:
        print("TypeError:", e)

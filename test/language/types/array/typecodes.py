from array import array
for code in "bBhHiIlLqQfd":
    print(code, array(code, [1, 2]))
try:
    array("z")
except ValueError as e:
    print("ValueError:", e)

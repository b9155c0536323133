from array import array
for value in ("x", None):
    try:
        array("i", [value])
    except TypeError as e:
        print("TypeError:", e)

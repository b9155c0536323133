print(abs(5), abs(-5), abs(-2.5), abs(3 + 4j), abs(True), abs(-10 ** 20))
try:
    abs("a")
except TypeError as e:
    print("TypeError:", e)

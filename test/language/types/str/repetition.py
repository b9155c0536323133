print("ab" * 3)
print(3 * "ab")
print(repr("ab" * 0), repr("ab" * -1))
s = "x"
s *= 4
print(s)

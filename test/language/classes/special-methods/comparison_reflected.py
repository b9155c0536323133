# A comparison is not turned round when the left operand does not know it.
class V:
    def __lt__(self, o):
        return "lt"
v = V()
print(v < 5)
try:
    5 > v
except TypeError as e:
    print("TypeError:", e)

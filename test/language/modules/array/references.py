# Arrays of references (type code O) and of addresses (P, S).
from array import array

a = array("O", [1, "a", None])
print(a, a[1], len(a))
a.append([2])
a.extend(array("O", [3]))
print(a)
a[0] = "x"
a[1:3] = array("O", [True, False, ()])
print(a, a[1:3], a + array("O", [4]))
print(array("O", [1, "b"]) == array("O", [1, "b"]), array("O", [1]) == array("O", [2]))
print(array("O", "abc"), list(array("O", (1, "abc"))))
print(array("P", [1, -1]), array("S"))
for code in "PS":
    try:
        array(code, ["abc"])
    except TypeError as e:
        print(code, "TypeError:", e)
for mixed in (lambda: array("O") == array("P"), lambda: array("i") == array("O")):
    try:
        print(mixed())
    except NotImplementedError:
        print("NotImplementedError")
print(array("O") == 5, array("O") == [])

print(eval("a + b", {"a": 1, "b": 2}))
print(eval("a", {"a": 1}, {"a": 2}))
try:
    eval("zz", {})
except NameError as e:
    print("NameError:", e)

d = {1: "int", "1": "str", (1,): "tuple", 1.5: "float", None: "none", b"1": "bytes"}
for k in (1, "1", (1,), 1.5, None, b"1"):
    print(d[k])

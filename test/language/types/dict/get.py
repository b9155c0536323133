d = {"a": 1}
print(d.get("a"), d.get("b"), d.get("b", 5), d.get("a", 5))

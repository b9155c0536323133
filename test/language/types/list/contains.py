print(2 in [1, 2], "a" in ["b"], [1] in [[1]], None not in [])

print(str(ValueError()), str(ValueError("m")), str(ValueError(1, 2)), str(ValueError(5)), sep="|")

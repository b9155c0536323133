print(ValueError().args, ValueError(1).args, ValueError("a", 2).args)

print(1 and 2, 0 and 2, 1 or 2, 0 or 2, "" or [] or "last", 1 and "" and 3)

print(str(), str(5), str(b"x", "utf-8"), str([None]))

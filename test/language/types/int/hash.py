print(hash(0), hash(1), hash(12345), hash(-5))

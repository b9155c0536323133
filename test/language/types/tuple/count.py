print((1, 2, 1, 1.0).count(1), ().count(1))

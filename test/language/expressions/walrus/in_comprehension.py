print([y for x in range(4) if (y := x * 2) > 2], y)

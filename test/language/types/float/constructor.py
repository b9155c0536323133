print(float(), float(3), float("2.5"), float("-1e3"), float("  7 "), float(True), float("inf"), float("-inf"))

print(f"{[i for i in range(3)]} {max(1, 2)} {1 if True else 2} { {1: 2}[1] } {'abc'[1]}")

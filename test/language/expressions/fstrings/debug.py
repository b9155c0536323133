x = 7
print(f"{x=}", f"{x + 1=}")

x = 1
print(rf"\n{x}\t", fr"\d{x}")

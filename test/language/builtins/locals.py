x = 1
print("x" in locals(), locals() is globals())

zebra = 1
print("zebra" in dir(), "never" in dir())

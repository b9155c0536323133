print(int(), int(5), int(3.9), int(-3.9), int(True), int("42"), int("-7"), int(" 12 "))
print(int("0"), int("+3"))

print(1 + 0j == 1, 1j == 1j, 1j != 2j, 1j == "a")
try:
    1j < 2j
except TypeError as e:
    print("TypeError:", e)

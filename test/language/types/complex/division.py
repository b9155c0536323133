print((2 + 4j) / (1 + 1j))
try:
    1j / 0
except ZeroDivisionError as e:
    print("ZeroDivisionError:", e)

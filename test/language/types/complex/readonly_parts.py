a = 1 + 2j
try:
    a.real = 5
except AttributeError as e:
    print("AttributeError:", e)

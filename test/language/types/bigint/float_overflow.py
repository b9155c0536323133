try:
    print(float(10 ** 400))
except OverflowError as e:
    print("OverflowError:", e)

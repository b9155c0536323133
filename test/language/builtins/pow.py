print(pow(2, 10), pow(2, -1), pow(2.0, 3), pow(3, 4, 5), pow(-3, 3, 7))
try:
    pow(2, 3, 0)
except (ValueError, ZeroDivisionError) as e:
    print(type(e).__name__ + ":", e)

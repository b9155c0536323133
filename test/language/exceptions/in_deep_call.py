def a(n):
    if n == 0:
        raise ValueError("deep")
    a(n - 1)
try:
    a(30)
except ValueError as e:
    print(e)

x = 1
def f():
    print(x)
    x = 2
try:
    f()
except NameError as e:
    print("NameError:", e)

# A missing global is a KeyError when it is deleted.
try:
    del nothing_here
except KeyError as e:
    print("KeyError:", e)
def f():
    global gone
    del gone
gone = 1
f()
try:
    f()
except KeyError as e:
    print("KeyError:", e)

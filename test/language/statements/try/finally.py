try:
    print("body")
finally:
    print("finally")
try:
    try:
        raise ValueError("v")
    finally:
        print("on the way")
except ValueError as e:
    print("caught", e)

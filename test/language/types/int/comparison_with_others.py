print(1 == "1", 1 == None, 1 != [])
for f in (lambda: 1 < "1", lambda: 1 >= None):
    try:
        f()
    except TypeError as e:
        print("TypeError:", e)

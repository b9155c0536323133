x = 7
if x > 5 and x < 10 and not x % 2 == 0 or x == 100:
    print("in")
if (x == 1 or x == 2) and x:
    print("out")
else:
    print("else")

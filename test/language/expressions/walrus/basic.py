print((x := 5) + 1, x)
if (n := len("abc")) > 2:
    print("n is", n)

for a in (0, 1):
    for b in (0, 1):
        if a:
            if b:
                print("both")
            else:
                print("a")
        elif b:
            print("b")
        else:
            print("none")

for a in (-5, 5):
    for b in (-3, 3):
        print(a, b, a % b, a // b, a == (a // b) * b + a % b)

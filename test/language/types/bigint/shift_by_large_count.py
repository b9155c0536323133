for count in (1 << 30, 2147483647, 1 << 40):
    for n in (0, 5, -5, 1 << 70, -(1 << 70)):
        print(count, n >> count, end=" ")
    print()
    n = 1 << 70
    n >>= count
    print(n)
for count in (-(1 << 40), -(1 << 70), 1 << 70):
    try:
        1 >> count
    except (ValueError, OverflowError) as e:
        print(type(e), e)

for x in (
    iter([1]), iter((2,)), iter("3"), iter(b"4"), iter({5}), iter({6: 0}), iter({7: 0}.items()), iter(range(8, 9)),
    zip([10]), map(abs, [-11]), filter(None, [12]), enumerate([13]), reversed([14]),
    iter(bytearray(b"f")), iter(memoryview(b"g")),
):
    print(x.__next__())

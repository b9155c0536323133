numbers = [(i * 7919) % 1009 for i in range(1000)]
for items in (numbers, [n / 8 for n in numbers], ["k%s" % n for n in numbers], [(n, 0) for n in numbers]):
    ordered = sorted(items)
    backward = sorted(items, reverse=True)
    print(
        all(ordered[i - 1] <= ordered[i] for i in range(1, 1000)),
        ordered == list(reversed(backward)),
        ordered[0],
        ordered[999],
    )

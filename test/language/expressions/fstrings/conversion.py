s = "it's"
print(f"{s!r} {s!s} {s!r:>10}")

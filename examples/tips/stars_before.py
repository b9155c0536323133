"""Do without `*args` and `**kwargs`: each call makes a tuple and a dictionary."""


def add(*args, **options):
    return args[0] + args[1] & options["mask"]


def run():
    total = 0
    for i in range(1000):
        total = add(total, i, mask=0xFFFF)
    return total


print(run())

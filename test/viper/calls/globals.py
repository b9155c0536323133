counter = 0
items = []


@micropython.viper
def count(n: int) -> int:
    global counter
    counter = int(counter) + n
    items.append(n)
    return int(counter)


@micropython.viper
def drop():
    global counter
    del counter


print(count(5), count(6), counter, items)
drop()
try:
    count(1)
except NameError as error:
    print(error)

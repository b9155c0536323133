fs = []
def make():
    for i in range(3):
        fs.append(lambda: i)
make()
print([f() for f in fs])

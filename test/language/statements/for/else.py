for x in [1, 2]:
    if x == 3:
        break
else:
    print("no break")
for x in [1, 2]:
    if x == 2:
        break
else:
    print("not printed")

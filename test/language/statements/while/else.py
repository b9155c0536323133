i = 0
while i < 2:
    i += 1
else:
    print("done")
while True:
    break
else:
    print("not printed")
print("end")

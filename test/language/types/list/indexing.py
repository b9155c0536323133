a = [10, 20, 30]
print(a[0], a[-1], a[True])
for i in (3, -4):
    try:
        a[i]
    except IndexError as e:
        print("IndexError:", e)

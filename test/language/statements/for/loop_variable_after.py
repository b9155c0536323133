for i in range(3):
    pass
print(i)
i = "kept"
for i in []:
    pass
print(i)

def t(x):
    print(x, end=" ")
    return x
d = {}
d[t("key")] = t("value")
print(d)

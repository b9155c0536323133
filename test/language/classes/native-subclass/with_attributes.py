class L(list):
    tag = "class"
l = L([1])
l.tag = "inst"
l.other = 5
print(l.tag, l.other, L.tag, l)

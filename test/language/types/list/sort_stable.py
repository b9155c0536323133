pairs = [(i * 7 % 4, i) for i in range(40)]
pairs.sort(key=lambda pair: pair[0])
print([i for _, i in pairs])
pairs.sort(key=lambda pair: pair[0], reverse=True)
print([i for _, i in pairs])

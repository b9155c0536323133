def boom():
    raise ValueError
print("safe" if True else boom())

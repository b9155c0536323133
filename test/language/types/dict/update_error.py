try:
    {}.update([(1,)])
except ValueError as e:
    print("ValueError:", e)

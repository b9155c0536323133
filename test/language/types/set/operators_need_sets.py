for op in ("{1} | [2]", "{1} - [1]", "{1} & (1,)", "{1} + {2}"):
    try:
        eval(op)
    except TypeError as e:
        print("TypeError:", e)

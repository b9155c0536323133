print("ab"[True], [10, 20][False], {True: "t"}[1])

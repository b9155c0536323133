print(len([]), len([[], []]), bool([]), bool([None]))

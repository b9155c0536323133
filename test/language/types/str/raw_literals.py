print(r"\n\x41\\")
print(len(r"\""), r'\d')

print(len(""), len("abc"), len("é"), len("日本語"), len("\n"))

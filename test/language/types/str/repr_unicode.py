print(repr("é€"))
print(repr("\x80\xa0"))
print(repr("😀"))

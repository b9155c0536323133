print(repr("\t\n\r\\"))
print(repr("\x00\x1f\x7f"))
print(repr("\a\b\f\v"))

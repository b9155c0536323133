print("a=b=c".partition("="))
print("abc".partition("="))
print("=x".partition("="))
print("x->y".partition("->"))

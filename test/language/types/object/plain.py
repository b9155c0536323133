o = object()
print(type(o), o == o, o == object(), hash(o) == hash(o), bool(o))
try:
    o.x = 1
except AttributeError as e:
    print("AttributeError:", e)

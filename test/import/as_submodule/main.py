import pkg.sub as s
from pkg import sub
print(s is sub, s.v)

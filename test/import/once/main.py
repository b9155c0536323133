import m
import m as again
from m import x
print(m is again, x)

import math
print(math.sin(0), math.cos(0), math.tan(0), math.asin(0), math.acos(1), math.atan(0), math.atan2(0, 1))
print(round(math.sin(1), 6), round(math.degrees(math.pi), 6), round(math.radians(180), 6))

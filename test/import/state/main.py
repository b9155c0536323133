import m
m.count += 1
m.extra = "set from outside"
import user
print(m.count, user.seen())

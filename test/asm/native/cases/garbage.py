# Objects that nothing but a register or the machine's stack refers to stay alive.
import gc
import micropython


@micropython.native
def churn(n):
    kept = []
    for i in range(n):
        s = str(i) + "-" + str([i, (i, str(i))])
        if i % 7 == 0:
            kept.append(s)
        gc.collect()
        d = {s: [x for x in (i, s)], "k": s + s}
        del d[s]
    return len(kept), kept[-1], d["k"]


@micropython.native
def collect_within(f, *args):
    return [f(str(a) + "!") for a in args]


def back(x):
    gc.collect()
    return x * 2


@micropython.viper
def inside(n: int) -> int:
    p = ptr8(bytearray(b"0123456789"))
    gc.collect()
    bytearray(100)
    gc.collect()
    return p[n]


@micropython.native
def suspended(n):
    for i in range(n):
        x = [i, str(i)]
        gc.collect()
        yield x


print(churn(20))
print(collect_within(back, 1, 2, 3))
print(inside(0), inside(9))
print(list(suspended(4)))

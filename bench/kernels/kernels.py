# Viper kernels; kernels.ts has the same by hand in AssemblyScript.
import micropython


@micropython.viper
def sieve(p: ptr8, n: int) -> int:
    i = 0
    while i < n:
        p[i] = 1
        i += 1
    count = 0
    i = 2
    while i < n:
        if p[i]:
            count += 1
            j = i + i
            while j < n:
                p[j] = 0
                j += i
        i += 1
    return count


@micropython.viper
def crc32(p: ptr8, n: int, table: ptr32) -> int:
    crc = uint(0) - uint(1)
    i = 0
    while i < n:
        crc = uint(table[int((crc ^ uint(p[i])) & uint(255))]) ^ (crc >> 8)
        i += 1
    return int(crc ^ (uint(0) - uint(1)))


@micropython.viper
def sha256(h: ptr32, w: ptr32, k: ptr32, p: ptr8, blocks: int) -> int:
    block = 0
    while block < blocks:
        i = 0
        at = block << 6
        while i < 16:
            w[i] = (p[at] << 24) | (p[at + 1] << 16) | (p[at + 2] << 8) | p[at + 3]
            at += 4
            i += 1
        while i < 64:
            x = uint(w[i - 15])
            y = uint(w[i - 2])
            s0 = ((x >> 7) | (x << 25)) ^ ((x >> 18) | (x << 14)) ^ (x >> 3)
            s1 = ((y >> 17) | (y << 15)) ^ ((y >> 19) | (y << 13)) ^ (y >> 10)
            w[i] = w[i - 16] + int(s0) + w[i - 7] + int(s1)
            i += 1
        a = uint(h[0])
        b = uint(h[1])
        c = uint(h[2])
        d = uint(h[3])
        e = uint(h[4])
        f = uint(h[5])
        g = uint(h[6])
        q = uint(h[7])
        i = 0
        while i < 64:
            s1 = ((e >> 6) | (e << 26)) ^ ((e >> 11) | (e << 21)) ^ ((e >> 25) | (e << 7))
            t = q + s1 + ((e & f) ^ (~e & g)) + uint(k[i]) + uint(w[i])
            s0 = ((a >> 2) | (a << 30)) ^ ((a >> 13) | (a << 19)) ^ ((a >> 22) | (a << 10))
            u = s0 + ((a & b) ^ (a & c) ^ (b & c))
            q = g
            g = f
            f = e
            e = d + t
            d = c
            c = b
            b = a
            a = t + u
            i += 1
        h[0] = h[0] + int(a)
        h[1] = h[1] + int(b)
        h[2] = h[2] + int(c)
        h[3] = h[3] + int(d)
        h[4] = h[4] + int(e)
        h[5] = h[5] + int(f)
        h[6] = h[6] + int(g)
        h[7] = h[7] + int(q)
        block += 1
    return h[0]


@micropython.viper
def product(a: ptr32, b: ptr32, c: ptr32, n: int) -> int:
    total = 0
    i = 0
    while i < n:
        j = 0
        while j < n:
            sum = 0
            k = 0
            while k < n:
                sum += a[i * n + k] * b[k * n + j]
                k += 1
            c[i * n + j] = sum
            total ^= sum
            j += 1
        i += 1
    return total


@micropython.viper
def sort(p: ptr32, n: int) -> int:
    seed = 12345
    i = 0
    while i < n:
        seed = seed * 1103515 + 12345
        p[i] = seed
        i += 1
    gap = n >> 1
    while gap > 0:
        i = gap
        while i < n:
            x = p[i]
            j = i
            while j >= gap:
                y = p[j - gap]
                if y <= x:
                    break
                p[j] = y
                j -= gap
            p[j] = x
            i += 1
        gap >>= 1
    return p[n >> 1]


@micropython.viper
def mandelbrot(size: int, limit: int) -> int:
    total = 0
    row = 0
    while row < size:
        ci = row * 16384 // size - 8192
        column = 0
        while column < size:
            cr = column * 12288 // size - 8192
            x = 0
            y = 0
            n = 0
            while n < limit:
                xx = (x * x) >> 12
                yy = (y * y) >> 12
                if xx + yy > 16384:
                    break
                y = ((x * y) >> 11) + ci
                x = xx - yy + cr
                n += 1
            total += n
            column += 1
        row += 1
    return total


@micropython.viper
def histogram(p: ptr8, n: int, counts: ptr32) -> int:
    i = 0
    while i < n:
        x = p[i]
        counts[x] = counts[x] + 1
        i += 1
    return counts[7]


@micropython.viper
def copy(to: ptr8, source: ptr8, n: int) -> int:
    i = 0
    while i < n:
        to[i] = source[i]
        i += 1
    return to[n - 1]


@micropython.viper
def address(p: ptr8) -> uint:
    return uint(p)


memory = bytearray(1 << 20)

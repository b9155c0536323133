# A wild pointer is an exception, in the code itself and for its caller.
import micropython


@micropython.viper
def read(address: int) -> int:
    return ptr32(address)[0]


@micropython.viper
def write(address: int):
    ptr8(address)[0] = 1


@micropython.native
def guarded(address):
    try:
        return read(address)
    except RuntimeError as e:
        print("in native code:", str(e)[: str(e).find(" pc")])
    finally:
        print("finally")


def attempt(f, address):
    try:
        print(f(address))
    except RuntimeError as e:
        print(str(e)[: str(e).find(" pc")])


for address in (0, 64, 0x10000000, 0x7FFFFFFE, -2):
    attempt(read, address)
    attempt(write, address)
print(guarded(4))
data = bytearray(b"abcd")


@micropython.viper
def through(buffer) -> int:
    return ptr32(buffer)[0]


print(hex(through(data)))

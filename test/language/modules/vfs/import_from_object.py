# Modules are read from an object of the program's.
import io, sys, vfs


class File(io.IOBase):
    def __init__(self, data, wanted):
        self.data = data
        self.at = 0
        self.wanted = wanted

    def ioctl(self, request, argument):
        print("ioctl", request, argument)
        return self.wanted if request == 11 else 0

    def readinto(self, buffer):
        n = min(len(buffer), len(self.data) - self.at)
        buffer[:n] = self.data[self.at : self.at + n]
        self.at += n
        return n


class Store:
    files = {
        "/one.py": (b"x = 1\nprint(__name__, __file__)\n", -1),
        "/two.py": (b"y = 2\n" * 30 + b"import pack.inner\n", 100),
        "/pack/inner.py": (b"print(__name__)\n", 0),
        "/bad.py": (b"x = = 1\n", -1),
        "/worse.py": (b"1 / 0\n", 1000),
    }

    def mount(self, readonly, mkfs):
        pass

    def chdir(self, path):
        pass

    def stat(self, path):
        if path in self.files:
            return (0x8000,) + (0,) * 9
        if path == "/pack":
            return (0x4000,) + (0,) * 9
        raise OSError(2)

    def open(self, path, mode):
        print("open", path, mode)
        return File(*self.files[path])


vfs.mount(Store(), "/modules")
sys.path.append("/modules")
import one

print(one.x)
import two

for name in "bad", "worse", "missing":
    try:
        __import__(name)
    except (SyntaxError, ZeroDivisionError, ImportError) as error:
        print(repr(error))

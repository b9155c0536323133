# littlefs on a block device of the program's.
import gc, vfs


class Flash:
    def __init__(self, blocks):
        self.data = bytearray(blocks * 512)

    def readblocks(self, n, buffer, offset=0):
        start = n * 512 + offset
        buffer[:] = self.data[start : start + len(buffer)]

    def writeblocks(self, n, buffer, offset=0):
        start = n * 512 + offset
        self.data[start : start + len(buffer)] = buffer

    def ioctl(self, op, argument):
        return {4: len(self.data) // 512, 5: 512, 6: 0}.get(op)


flash = Flash(40)
vfs.VfsLfs2.mkfs(flash, progsize=64)
fs = vfs.VfsLfs2(flash, readsize=16, progsize=64, lookahead=16, mtime=False)
print(fs.statvfs("/"), fs.getcwd())
fs.mkdir("folder")
with fs.open("a", "w") as file:
    print(file, file.write("one\ntwo\n"))
fs.rename("a", "folder/b")
fs.chdir("folder")
print(fs.getcwd(), list(fs.ilistdir()), list(fs.ilistdir(b"/")))
print(fs.stat("b"), fs.open("b", "r").readlines())
with fs.open("large", "wb") as file:
    for i in range(30):
        file.write(bytes([i]) * 100)
with fs.open("large", "r+b") as file:
    file.seek(1450)
    print(file.read(100) == bytes([14]) * 50 + bytes([15]) * 50, file.write(b"new"), file.tell())
print(fs.stat("large")[6], fs.statvfs("/")[3])
fs.remove("large")
fs.remove("b")
fs.chdir("/")
fs.rmdir("folder")
print(list(fs.ilistdir("/")))
vfs.mount(flash, "/flash")
with open("/flash/c", "w") as file:
    print(type(vfs.mount()[0][0]), file.write("text"))
file = None
vfs.umount("/flash")
fs.umount()
fs = None
gc.collect()
print(vfs.VfsLfs2(flash).open("c", "r").read())

fs = vfs.VfsLfs2(flash)
for f in (
    lambda: fs.mount(True, False),
    lambda: fs.open("no", "r"),
    lambda: fs.open("c", "rw"),
    lambda: fs.open("c", "r").seek(-1),
    lambda: vfs.VfsLfs2(Flash(4)),
    lambda: vfs.VfsLfs2(flash, 3),
):
    try:
        print(f())
    except (OSError, ValueError, TypeError) as error:
        print(repr(error))

# A FAT file system on a block device of the program's.
import gc, vfs


class Ram:
    def __init__(self, blocks):
        self.data = bytearray(blocks * 512)

    def readblocks(self, n, buffer):
        buffer[:] = self.data[n * 512 : n * 512 + len(buffer)]

    def writeblocks(self, n, buffer):
        self.data[n * 512 : n * 512 + len(buffer)] = buffer

    def ioctl(self, op, argument):
        return {4: len(self.data) // 512, 5: 512}.get(op)


ram = Ram(50)
vfs.VfsFat.mkfs(ram)
fs = vfs.VfsFat(ram)
print(fs.statvfs("/"), fs.getcwd())
fs.mkdir("folder")
with fs.open("a.txt", "w") as file:
    file.write("one\ntwo\n")
fs.rename("a.txt", "folder/A long name.text")
fs.chdir("folder")
print(fs.getcwd(), list(fs.ilistdir()), list(fs.ilistdir(b"/")))
print(fs.stat("A long name.text")[:7], fs.open("A long name.text", "r").readlines())
fs.remove("A long name.text")
fs.chdir("/")
fs.rmdir("folder")
print(list(fs.ilistdir("/")))
vfs.mount(fs, "/ram")
with open("/ram/b", "w") as file:
    print(file.write("text"))
file = None
vfs.umount(fs)
fs = None
gc.collect()
print(vfs.VfsFat(ram).open("b", "r").read())

fs = vfs.VfsFat(Ram(50))
for f in (
    lambda: fs.stat("a"),
    lambda: fs.mount(False, False),
    lambda: fs.mount(False, True),
    lambda: fs.open("no", "r"),
    lambda: fs.umount(),
    lambda: vfs.VfsFat(3),
    lambda: vfs.VfsFat(),
):
    try:
        print(f())
    except (OSError, AttributeError, TypeError) as error:
        print(repr(error))

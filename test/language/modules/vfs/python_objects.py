# What is mounted gets the paths below its mount point.
import os, vfs


class Store:
    def mount(self, readonly, mkfs):
        print("mount", readonly, mkfs)

    def umount(self):
        print("umount")

    def getcwd(self):
        return "/here"

    def ilistdir(self, path):
        print("ilistdir", path)
        return iter([("a", 0x8000, 0, 7), ("b", 0x4000, 0)])

    def __getattr__(self, name):
        if name[:2] == "__":
            raise AttributeError(name)

        def method(*args):
            print(name, args)
            return len(args)

        return method


store = Store()
vfs.mount(store, "/store")
print(os.stat("/store"), os.stat("/store/"), os.stat("/store/../x"), os.stat(b"/store/y"))
print(os.listdir("/store"), list(os.ilistdir(b"/store/z")))
print("store" in os.listdir("/"), ("store", 0x4000, 0) in list(os.ilistdir("/")))
print(os.mkdir("/store/m"), os.rmdir("/store/m"), os.remove("/store/f"), os.unlink("/store/f"))
print(os.rename("/store/f", "/store/g"), os.statvfs("/store/f"))
print(open("/store/file"), open("/store/file", "rb"))
os.chdir("/store")
print(os.getcwd(), os.stat("relative"), os.listdir())
os.chdir("..")
print(os.getcwd())
print([path for _, path in vfs.mount() if path != "/"])
os.chdir("/")
print(os.getcwd(), os.stat("/")[0])
vfs.umount("/store")
os.mount(store, "/other", readonly=True)
os.umount(store)
print(len(vfs.mount()))

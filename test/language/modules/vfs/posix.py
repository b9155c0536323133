# The files that the embedder grants, as an object.
import os, vfs

os.mkdir("folder")
folder = os.getcwd() + ("folder" if os.getcwd() == "/" else "/folder")
store = vfs.VfsPosix(folder)
store.mount(False, False)
with store.open("/a", "w") as file:
    file.write("text")
print(store.stat("/a")[6], [entry[:2] for entry in store.ilistdir("/")])
store.mkdir("/sub")
vfs.VfsPosix().rename("folder/a", "folder/sub/b")
print(sorted(entry[0] for entry in store.ilistdir("/sub")), len(store.statvfs("/")))
vfs.mount(store, "/mounted")
print(open("/mounted/sub/b").read(), os.listdir("/mounted/sub"), os.listdir(b"/mounted/sub"))
os.remove("/mounted/sub/b")
store.rmdir("/sub")
print(os.listdir("/mounted"))
vfs.umount(store)

readonly = vfs.VfsPosix(folder)
vfs.mount(readonly, "/readonly", readonly=True)
for f in (
    lambda: open("/readonly/x", "w"),
    lambda: os.mkdir("/readonly/x"),
    lambda: readonly.mkdir("/x"),
    lambda: readonly.mount(False, True),
    lambda: readonly.stat(3),
    lambda: vfs.VfsPosix(1),
):
    try:
        print(f())
    except (OSError, TypeError) as error:
        print(repr(error))
vfs.umount("/readonly")
home = vfs.VfsPosix()
print(home.getcwd() == os.getcwd(), len(home.stat("folder")))
home.chdir("folder")
print(list(home.ilistdir(".")))
home.chdir("..")
home.rmdir("folder")
store.umount()
home.open("gone", "w").close()
home.remove("gone")

import os, vfs


class Store:
    def mount(self, readonly, mkfs):
        pass

    def umount(self):
        raise OSError(5)

    def getcwd(self):
        return "/"

    def chdir(self, path):
        pass

    def ilistdir(self, path):
        return 3

    def stat(self, path):
        raise OSError(2)


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except (OSError, TypeError, AttributeError, ImportError) as error:
        print(repr(error))


store = Store()
attempt(vfs.mount, store)
attempt(vfs.mount, store, 1)
attempt(vfs.mount, store, "/s", True)
attempt(vfs.mount, store, "/s")
attempt(vfs.mount, Store(), "/s")
attempt(vfs.mount, Store(), "/s/t")
attempt(vfs.umount, "/t")
attempt(vfs.umount, 1)
attempt(os.mkdir, "/s")
attempt(os.mkdir, "/")
attempt(os.remove, "/")
attempt(os.rename, "/s/a", "/b")
attempt(os.rename, "/s/a", "/s/b")
attempt(os.stat, "/s/x")
attempt(os.listdir, "/s")
attempt(os.listdir, 1)
attempt(os.chdir, 1)
attempt(open, "/s/x")
attempt(open, "/")
os.chdir("/s")
print(os.getcwd())
attempt(__import__, "nothing_of_this_name")
attempt(vfs.umount, "/s")
print(os.getcwd())

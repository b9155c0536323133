import errno
print(errno.ENOENT, errno.EEXIST, errno.EINVAL, errno.EIO, errno.errorcode[errno.ENOENT])

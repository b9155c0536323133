import errno

print(errno.EPERM, errno.EBADF, errno.EAGAIN, errno.ENOMEM, errno.EACCES, errno.ENODEV, errno.EISDIR)
print(errno.EOPNOTSUPP, errno.EADDRINUSE, errno.ECONNABORTED, errno.ECONNRESET, errno.ENOBUFS)
print(errno.ENOTCONN, errno.ETIMEDOUT, errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.EALREADY)
print(errno.EINPROGRESS)

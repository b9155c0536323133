import io
class W(io.IOBase):
    def write(self, buf):
        self.seen = bytes(buf)
        return len(buf)
w = W()
print("text", file=w, end="")
print(w.seen)

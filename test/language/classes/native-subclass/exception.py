class AppError(Exception):
    def __init__(self, code, msg):
        super().__init__(code, msg)
        self.code = code
try:
    raise AppError(5, "bad")
except AppError as e:
    print(e.code, e.args, repr(e))

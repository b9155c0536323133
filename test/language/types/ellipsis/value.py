print(..., Ellipsis, ... is Ellipsis, bool(...), [1, ...])

from pkg.inner import deep
print(deep.up, deep.sibling, deep.pkg_value)

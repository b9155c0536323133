/** The words of the objects by which machine code finds its module, counted in words. */
export enum FunctionObject {
  Context = 1,
  Children = 2,
}

/** The words of a module's context. */
export enum ModuleContext {
  Globals = 1,
  Names = 2,
  Objects = 3,
}

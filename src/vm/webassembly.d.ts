/** What we use of WebAssembly; TypeScript declares it only together with the whole DOM. */
declare namespace WebAssembly {
  type ImportValue = ((...args: never[]) => unknown) | Memory | Global;
  type ModuleImports = Record<string, ImportValue>;

  class Module {
    constructor(bytes: Uint8Array);
    static imports(module: Module): { kind: string; module: string; name: string }[];
    static customSections(module: Module, name: string): ArrayBuffer[];
  }

  class Instance {
    constructor(module: Module, imports: Record<string, ModuleImports>);
    readonly exports: Readonly<Record<string, unknown>>;
  }

  class Memory {
    /** Sizes are in pages of 64 KiB. */
    constructor(size: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }

  interface Table {
    /** Adds places; gives how many there were. */
    grow(count: number): number;
    get(index: number): unknown;
    set(index: number, value: unknown): void;
  }

  class Global {
    constructor(type: { value: "i32"; mutable: boolean }, value: number);
    readonly value: number;
  }

  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}
}

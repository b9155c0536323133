import { compileMessages } from "../tables/compile-messages.js";
import { CodeKind } from "../tables/mpy-format.js";
import { Assembler, type Indices } from "./assembler.js";
import type { ConstantPool } from "./constants.js";
import { positions } from "./first-use.js";
import type { FunctionStore } from "./function-store.js";
import { ByteReader } from "./mpy/byte-reader.js";
import { ByteWriter } from "./mpy/byte-writer.js";
import { readConstant } from "./mpy/reader.js";
import { writeFunctionHeader, writeHeader, writeName } from "./mpy/writer.js";
import type { BytecodeModule } from "./native/assembler.js";
import type { MachineLines } from "./native/machine-lines.js";
import type { NativeFunctions } from "./native/native-functions.js";
import { type CompileError, compileError } from "./syntax-error.js";

/** A module whose functions are all in compact form. */
export interface CompactModule {
  readonly filename: string;
  readonly smallIntBits: number;
  readonly pool: ConstantPool;
  readonly functions: FunctionStore;
  /** Those of them that become machine code. */
  readonly natives: NativeFunctions;
  /** Is told of each of these in the order of the file. */
  readonly onMachineCode: ((lines: MachineLines) => void) | undefined;
  /** The number of the module's own function. */
  readonly root: number;
  /** For each name, by id: the module's own code accesses it as a global. */
  readonly moduleGlobals: Uint8Array;
}

/** Writes a module as a `.mpy` file: indices for names and constants, sizes for jumps. */
export class ModuleWriter {
  readonly #out = new ByteWriter();
  readonly #assembler: Assembler;
  readonly #indices: Indices;
  #stored!: BytecodeModule;
  /** The function that does not fit into the file and that the reference assembles first. */
  #misfit = -1;
  #misfitLevel = 0;

  constructor(private readonly module: CompactModule) {
    this.#indices = this.#writeTables();
    this.#assembler = new Assembler(module.functions, this.#indices);
  }

  /**
   * The bytes of the file.
   *
   * @throws CompileError where a function does not fit into the format
   */
  write(): Uint8Array {
    this.#writeFunction(this.module.root, 0);
    if (this.#misfit >= 0) throw this.#misfitError();
    return this.#out.finish();
  }

  #writeTables(): Indices {
    const { pool, smallIntBits, moduleGlobals, natives, functions } = this.module;
    const hasMachineCode = !natives.isEmpty || functions.hasAhead;
    const architecture = hasMachineCode ? natives.target!.architecture : undefined;
    const names = pool.nameOrder();
    const objects = pool.objectOrder();
    writeHeader(this.#out, smallIntBits, architecture);
    this.#out.uint(names.length);
    this.#out.uint(objects.length);
    for (const id of names) writeName(this.#out, pool.nameText(id));
    for (const id of objects) this.#out.append(pool.encodedObject(id));
    this.#stored = {
      nameText: (index) => pool.nameText(names[index]!),
      constant: (index) => readConstant(new ByteReader(pool.encodedObject(objects[index]!))),
    };
    return { names: positions(names), objects: positions(objects), moduleGlobals };
  }

  #writeFunction(id: number, level: number): void {
    if (this.module.natives.has(id)) {
      this.#writeNative(id, level);
      return;
    }
    const assembler = this.#assembler;
    if (!assembler.assemble(id, level === 0)) this.#noteMisfit(id, level);
    const children = assembler.readChildren();
    if (!this.#writeTranslated(id, children.length)) {
      const header = { size: assembler.size, kind: CodeKind.Bytecode, children: children.length };
      writeFunctionHeader(this.#out, header);
      assembler.write(this.#out);
    }
    this.#writeChildren(children, level);
  }

  /** Writes the function that has been assembled with its translation in front; false: there is none. */
  #writeTranslated(id: number, children: number): boolean {
    if (!this.module.functions.isAhead(id)) return false;
    const bytecode = new ByteWriter();
    this.#assembler.write(bytecode);
    const code = bytecode.finish();
    const made = this.module.natives.target?.translate?.(code, this.#stored);
    if (made === undefined) return false;
    const size = made.length + code.length;
    writeFunctionHeader(this.#out, { size, kind: CodeKind.NativePython, children });
    this.#out.append(made);
    this.#out.append(code);
    this.#out.uint(made.length);
    return true;
  }

  #writeNative(id: number, level: number): void {
    const { natives } = this.module;
    const children = natives.childrenOf(id);
    const { kind, bytes, facts, lines } = natives.lower(id, this.#indices);
    this.module.onMachineCode?.(lines);
    writeFunctionHeader(this.#out, { size: bytes.length, kind, children: children.length });
    this.#out.append(bytes);
    for (const fact of facts) this.#out.uint(fact);
    this.#writeChildren(children, level);
  }

  #writeChildren(children: readonly number[], level: number): void {
    if (children.length === 0) return;
    this.#out.uint(children.length);
    for (const child of children) this.#writeFunction(child, level + 1);
  }

  /** Functions of one level have numbers in the order in which the reference assembles them. */
  #noteMisfit(id: number, level: number): void {
    const earlier = level < this.#misfitLevel || (level === this.#misfitLevel && id < this.#misfit);
    if (this.#misfit >= 0 && !earlier) return;
    this.#misfit = id;
    this.#misfitLevel = level;
  }

  #misfitError(): CompileError {
    const place = this.#assembler.placeOf(this.#misfit);
    const { filename } = this.module;
    return compileError(filename, place, compileMessages.bytecodeOverflow, "RuntimeError");
  }
}
